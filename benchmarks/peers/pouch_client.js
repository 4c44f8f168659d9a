/* A PouchDB on leveldb. Reads one JSON command a line, answers one JSON line; `s` = seconds the work took. */
'use strict';
const fs = require('fs');
const path = require('path');
const readline = require('readline');
const PouchDB = require(path.join(process.env.PEERS_HOME || '/tmp/peers', 'node/node_modules/pouchdb'));
const open = new Map();

function local(folder) {
  if (!open.has(folder)) open.set(folder, new PouchDB(folder));
  return open.get(folder);
}
function documents(file, from, n) {
  return fs.readFileSync(file, 'utf8').trim().split('\n').slice(from, from + n).map((line) => {
    const { id, ...rest } = JSON.parse(line);
    return { _id: id, ...rest };
  });
}
async function written(replications) {
  return (await Promise.all(replications)).reduce((sum, r) => sum + (r.ok ? r.docs_written : 0), 0);
}

const commands = {
  load: ({ db, file, from, n }) => local(db).bulkDocs(documents(file, from, n)),
  // batch: documents at once; it is PouchDB's best of 100, 500, 1000 here
  push: ({ dbs, url, batch }) => written(dbs.map((db) => PouchDB.replicate(local(db), new PouchDB(url), { batch_size: batch }))),
  pull: ({ db, url, batch }) => written([PouchDB.replicate(new PouchDB(url), local(db), { batch_size: batch })]),
  create: async ({ url }) => (await new PouchDB(url).info()).doc_count,
  async change({ db, n }) {
    const ids = (await local(db).allDocs()).rows.map((row) => row.id);
    const step = Math.floor(ids.length / n);
    const keys = ids.filter((_, i) => i % step === 0).slice(0, n);
    const found = (await local(db).allDocs({ keys, include_docs: true })).rows.map((row) => row.doc);
    for (const doc of found) doc.note = `vu ${Math.random()} ${doc.note}`.slice(0, doc.note.length);
    await local(db).bulkDocs(found);
  },
};

let chain = Promise.resolve();
readline.createInterface({ input: process.stdin }).on('line', (line) => {
  chain = chain.then(async () => {
    const command = JSON.parse(line);
    const start = process.hrtime.bigint();
    let answer;
    try {
      const result = await commands[command.do](command);
      answer = { s: Number(process.hrtime.bigint() - start) / 1e9, n: typeof result === 'number' ? result : 0 };
    } catch (error) {
      answer = { error: String(error.stack || error) };
    }
    process.stdout.write(JSON.stringify(answer) + '\n');
  });
});
