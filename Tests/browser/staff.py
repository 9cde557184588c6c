"""Somebody signed in: rows written beside the running server, so that tests need no sign-in of their own."""

import hashlib
import secrets
import sqlite3
import time
import uuid


def sign_in(database, role="rider", area="3302", place=None, name="测试员", proof="passkey"):
    """The cookie of somebody new who holds this role; a rider needs none."""
    token = secrets.token_hex(32)
    now = int(time.time() * 1000)
    account = str(uuid.uuid4())
    with sqlite3.connect(database, timeout=10) as town:
        town.execute(
            "INSERT INTO account (id, created_at, changed_at, status, name, team, platform, is_demonstration)"
            " VALUES (?, ?, ?, 'active', ?, '', '', 0)", (account, now, now, name))
        if role != "rider":
            town.execute(
                "INSERT INTO role_grant (id, account_id, role, area, place_id, granted_at) VALUES (?, ?, ?, ?, ?, ?)",
                (str(uuid.uuid4()), account, role, area, place, now))
        town.execute(
            "INSERT INTO session (id, token_hash, account_id, proof, created_at, seen_at, expires_at, device)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, '')",
            (str(uuid.uuid4()), hashlib.sha256(token.encode()).digest(), account, proof, now, now, now + 3_600_000))
    town.close()
    return {"name": "session", "value": token}
