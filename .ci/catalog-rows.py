"""Prints what a catalog says of captures, the same for the same captures wherever they were analysed: catalog-rows.py FILE

Fails when the catalog is damaged or holds half a capture.
"""

import sqlite3
import sys

QUERIES = [
    "SELECT sha256, conditions, bytes, format, packets, tcp_packets, first_packet, last_packet, policy_date, flows,"
    " findings, copies FROM captures ORDER BY 1",
    "SELECT c.sha256, f.* FROM flows f JOIN captures c ON c.id = f.capture ORDER BY 1, f.flow",
    "SELECT c.sha256, n.* FROM notes n JOIN captures c ON c.id = n.capture ORDER BY 1, n.flow, n.code",
    "SELECT c.sha256, f.* FROM findings f JOIN captures c ON c.id = f.capture ORDER BY 1, f.number",
    "SELECT c.sha256, f.number, l.flow FROM finding_flows l JOIN findings f ON f.id = l.finding"
    " JOIN captures c ON c.id = f.capture ORDER BY 1, 2, 3",
    "SELECT path, folder, site FROM files WHERE state = 'analysed' ORDER BY 1",
]
HALVES = """
SELECT count(*) FROM stored_captures c WHERE flows <> (SELECT count(*) FROM stored_flows WHERE capture = c.id)
  OR findings <> (SELECT count(*) FROM stored_findings WHERE capture = c.id)
  OR NOT EXISTS (SELECT 1 FROM files WHERE capture = c.id)
"""

catalog = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
if catalog.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'stored_captures'").fetchone()[0] == 0:
    sys.exit(0)
assert catalog.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
assert catalog.execute("PRAGMA foreign_key_check").fetchall() == []
assert catalog.execute(HALVES).fetchone() == (0,)
for query in QUERIES:
    cursor = catalog.execute(query)
    # Numbers of rows are the catalog's own.
    kept = [place for place, column in enumerate(cursor.description) if column[0] not in ("id", "capture")]
    for row in cursor:
        print(*[row[place] for place in kept], sep="\t")
