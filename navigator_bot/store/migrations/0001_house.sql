-- Moments are Unix milliseconds in UTC. What a person says, is called or sets down is in `sealed`
-- columns, with the id of the key that sealed it beside them.

CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE counters (
    name TEXT PRIMARY KEY,
    value BIGINT NOT NULL
);
INSERT INTO counters (name, value) VALUES ('case', 0);

CREATE TABLE inbox (
    id TEXT PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    chat BIGINT NOT NULL,
    lane INTEGER NOT NULL,
    at BIGINT NOT NULL,
    sealed BLOB,
    key_id TEXT,
    status TEXT NOT NULL DEFAULT 'waiting',
    tries INTEGER NOT NULL DEFAULT 0,
    not_before BIGINT NOT NULL DEFAULT 0,
    claim TEXT,
    fault TEXT,
    done_at BIGINT
);
CREATE INDEX inbox_waiting ON inbox (chat, lane, id) WHERE status = 'waiting';
CREATE INDEX inbox_order ON inbox (lane, id) WHERE status = 'waiting';
CREATE INDEX inbox_claim ON inbox (claim) WHERE claim IS NOT NULL;
CREATE INDEX inbox_done ON inbox (done_at) WHERE status = 'done';

CREATE TABLE outbox (
    id TEXT PRIMARY KEY,
    chat BIGINT NOT NULL,
    lane INTEGER NOT NULL,
    sealed BLOB,
    key_id TEXT,
    target TEXT,
    case_id TEXT,
    is_alert INTEGER NOT NULL DEFAULT 0,
    event TEXT,
    status TEXT NOT NULL DEFAULT 'waiting',
    not_before BIGINT NOT NULL DEFAULT 0,
    tries INTEGER NOT NULL DEFAULT 0,
    message_id BIGINT,
    reason TEXT,
    made_at BIGINT NOT NULL,
    done_at BIGINT
);
CREATE INDEX outbox_waiting ON outbox (lane, id, not_before) WHERE status = 'waiting';
CREATE INDEX outbox_chat ON outbox (chat) WHERE status = 'waiting';
CREATE INDEX outbox_sending ON outbox (id) WHERE status = 'sending';
CREATE INDEX outbox_later ON outbox (not_before) WHERE status = 'waiting';
CREATE INDEX outbox_message ON outbox (chat, message_id) WHERE message_id IS NOT NULL;
CREATE INDEX outbox_case ON outbox (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX outbox_done ON outbox (done_at) WHERE done_at IS NOT NULL;

CREATE TABLE timers (
    chat BIGINT NOT NULL,
    bell TEXT NOT NULL,
    ref TEXT NOT NULL DEFAULT '',
    due_at BIGINT NOT NULL,
    PRIMARY KEY (chat, bell, ref)
);
CREATE INDEX timers_due ON timers (due_at);

CREATE TABLE people (
    id TEXT PRIMARY KEY,
    chat BIGINT NOT NULL UNIQUE,
    standing TEXT NOT NULL,
    voice TEXT NOT NULL,
    zone TEXT NOT NULL,
    quiet_start INTEGER NOT NULL,
    quiet_end INTEGER NOT NULL,
    reachable INTEGER NOT NULL DEFAULT 1,
    made_at BIGINT NOT NULL,
    heard_at BIGINT,
    sealed BLOB NOT NULL,
    key_id TEXT NOT NULL,
    thread_sealed BLOB,
    thread_key_id TEXT
);

CREATE TABLE goals (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    sealed BLOB NOT NULL,
    key_id TEXT NOT NULL
);
CREATE INDEX goals_person ON goals (person_id);

CREATE TABLE ratings (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    sealed BLOB NOT NULL,
    key_id TEXT NOT NULL
);
CREATE INDEX ratings_person ON ratings (person_id);

CREATE TABLE suggestions (
    id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    sealed BLOB NOT NULL,
    key_id TEXT NOT NULL
);
CREATE INDEX suggestions_person ON suggestions (person_id);

CREATE TABLE staff (
    id TEXT PRIMARY KEY,
    user_id BIGINT NOT NULL UNIQUE,
    roles TEXT NOT NULL,
    active INTEGER NOT NULL DEFAULT 1,
    reachable INTEGER NOT NULL DEFAULT 1,
    made_at BIGINT NOT NULL,
    sealed BLOB NOT NULL,
    key_id TEXT NOT NULL
);

CREATE TABLE invites (
    code TEXT PRIMARY KEY,  -- SHA-256 of the code, in hex
    role TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);

CREATE TABLE cases (
    id TEXT PRIMARY KEY,
    number BIGINT NOT NULL UNIQUE,
    person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    chat BIGINT NOT NULL,
    reason TEXT NOT NULL,
    urgency TEXT NOT NULL,
    status TEXT NOT NULL,
    staff_id TEXT REFERENCES staff (id),
    ladder TEXT NOT NULL,
    opened_at BIGINT NOT NULL,
    claimed_at BIGINT,
    closed_at BIGINT,
    sealed BLOB NOT NULL,
    key_id TEXT NOT NULL
);
CREATE INDEX cases_open ON cases (person_id) WHERE status <> 'closed';
CREATE INDEX cases_person ON cases (person_id);
CREATE INDEX cases_staff ON cases (staff_id) WHERE status = 'claimed';

CREATE TABLE case_notes (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    at BIGINT NOT NULL,
    what TEXT NOT NULL,
    sealed BLOB NOT NULL,
    key_id TEXT NOT NULL
);
CREATE INDEX case_notes_case ON case_notes (case_id, id);

CREATE TABLE audit (
    id TEXT PRIMARY KEY,
    at BIGINT NOT NULL,
    who TEXT NOT NULL,
    what TEXT NOT NULL,
    about TEXT NOT NULL
);
CREATE INDEX audit_about ON audit (about);
