/* CouchDB's protocol on leveldb: node pouch_server.js PORT FOLDER */
'use strict';
const path = require('path');
const modules = path.join(process.env.PEERS_HOME || '/tmp/peers', 'node', 'node_modules');
const [port, folder] = [Number(process.argv[2]), process.argv[3]];
const PouchDB = require(path.join(modules, 'pouchdb')).defaults({ prefix: folder + path.sep });
const express = require.resolve('express', { paths: [path.join(modules, 'express-pouchdb')] });
const app = require(express)();
app.use('/', require(path.join(modules, 'express-pouchdb'))(PouchDB, {
  mode: 'minimumForPouchDB',
  overrideMode: { include: [], exclude: [] },
  configPath: path.join(folder, 'config.json'),
  logPath: path.join(folder, 'log.txt'),
}));
app.listen(port, '127.0.0.1');
