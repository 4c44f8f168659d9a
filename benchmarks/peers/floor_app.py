"""The least a FastAPI + SQLite sync server can do: no merge, no identity, no history. A floor, not a design."""

from __future__ import annotations

import gzip
import json
import os
import sqlite3
import threading

from fastapi import FastAPI, Request, Response

db = sqlite3.connect(os.environ["FLOOR_DB"], isolation_level=None, check_same_thread=False)
db.execute("PRAGMA journal_mode=WAL")
db.execute("PRAGMA synchronous=FULL")
db.execute("CREATE TABLE IF NOT EXISTS record(seq INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, body TEXT NOT NULL)")
lock = threading.Lock()
app = FastAPI()


@app.post("/push")
async def push(request: Request) -> dict[str, int]:
    documents = json.loads(gzip.decompress(await request.body()))
    rows = [(d["id"], json.dumps(d, ensure_ascii=False, separators=(",", ":"))) for d in documents]
    with lock:
        db.execute("BEGIN IMMEDIATE")
        db.executemany("INSERT INTO record(id, body) VALUES (?, ?)", rows)
        db.execute("COMMIT")
    return {"stored": len(rows)}


@app.get("/pull")
def pull(since: int = 0) -> Response:
    with lock:
        rows = db.execute("SELECT seq, body FROM record WHERE seq > ? ORDER BY seq LIMIT 1000", (since,)).fetchall()
    body = f'{{"seq":{rows[-1][0] if rows else since},"records":[{",".join(row[1] for row in rows)}]}}'
    headers = {"content-type": "application/json", "content-encoding": "gzip"}
    return Response(gzip.compress(body.encode(), 5), headers=headers)
