-- The directory as it stands, what each list last said of it, who changed what, and what people
-- told of it. None of it holds words of a person.

CREATE TABLE services (
    id TEXT PRIMARY KEY,
    entry TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);

-- A list of services that was read: a file, an address, or a sheet sent in chat.
CREATE TABLE feeds (
    name TEXT PRIMARY KEY,
    read_at BIGINT NOT NULL
);

CREATE TABLE feed_entries (
    feed TEXT NOT NULL,
    feed_id TEXT NOT NULL,  -- the id that the list itself gives
    service_id TEXT NOT NULL,
    entry TEXT NOT NULL,  -- as the list last said
    PRIMARY KEY (feed, feed_id)
);
CREATE INDEX feed_entries_service ON feed_entries (service_id);

-- What stood in feed_entries before a batch took a list in: an import that is undone was never there.
CREATE TABLE feed_entries_before (
    batch TEXT NOT NULL,
    feed TEXT NOT NULL,
    feed_id TEXT NOT NULL,
    service_id TEXT NOT NULL,
    entry TEXT,  -- none where the list had not named it
    PRIMARY KEY (batch, feed_id)
);

CREATE TABLE service_changes (
    id TEXT PRIMARY KEY,
    batch TEXT NOT NULL,  -- changes that were made together, and are undone together
    at BIGINT NOT NULL,
    who TEXT NOT NULL,  -- the id of a member of staff, or "operator"
    what TEXT NOT NULL,
    service_id TEXT NOT NULL,
    before TEXT,
    after TEXT,
    undone INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX service_changes_service ON service_changes (service_id, id);
CREATE INDEX service_changes_batch ON service_changes (batch);

-- What both the list and we have changed: a coordinator decides.
CREATE TABLE service_conflicts (
    service_id TEXT NOT NULL,
    field TEXT NOT NULL,  -- a unit of resources_directory/units.py, or "entry"
    feed TEXT NOT NULL,
    batch TEXT NOT NULL,  -- the import that brought it up
    at BIGINT NOT NULL,
    theirs TEXT,  -- the entry as the list has it now; none where the list has let go of it
    PRIMARY KEY (service_id, field, feed)
);
CREATE INDEX service_conflicts_batch ON service_conflicts (batch);

CREATE TABLE service_reports (
    id TEXT PRIMARY KEY,
    at BIGINT NOT NULL,
    service_id TEXT NOT NULL,
    person_id TEXT REFERENCES people (id) ON DELETE SET NULL,
    what TEXT NOT NULL,  -- closed, full, not as described
    looked_at BIGINT,
    looked_by TEXT
);
CREATE UNIQUE INDEX service_reports_open ON service_reports (service_id, person_id, what)
    WHERE looked_at IS NULL;
CREATE INDEX service_reports_person ON service_reports (person_id);

-- How often a service was suggested; nobody's name is beside it.
CREATE TABLE service_shown (
    service_id TEXT NOT NULL,
    day TEXT NOT NULL,  -- 2026-03-02
    times BIGINT NOT NULL,
    PRIMARY KEY (service_id, day)
);

-- What was looked for and not found: topics and a coarse place, never words, never who.
CREATE TABLE unmet_needs (
    id TEXT PRIMARY KEY,
    at BIGINT NOT NULL,  -- the day alone
    topic TEXT NOT NULL,
    place TEXT NOT NULL DEFAULT ''
);
CREATE INDEX unmet_needs_at ON unmet_needs (at);

-- Work too long for a turn: a file is fetched and read, a list is taken in or written.
CREATE TABLE errands (
    id TEXT PRIMARY KEY,
    chat BIGINT NOT NULL,
    staff_id TEXT NOT NULL REFERENCES staff (id),
    what TEXT NOT NULL,
    given TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'waiting',
    tries INTEGER NOT NULL DEFAULT 0,
    not_before BIGINT NOT NULL DEFAULT 0,
    fault TEXT,
    made_at BIGINT NOT NULL,
    done_at BIGINT
);
CREATE INDEX errands_waiting ON errands (id) WHERE status = 'waiting';

CREATE TABLE uploads (
    id TEXT PRIMARY KEY,
    staff_id TEXT NOT NULL REFERENCES staff (id),
    at BIGINT NOT NULL,
    name TEXT NOT NULL,
    content BLOB NOT NULL
);

-- Two entries that are likely the same, until a coordinator has said.
CREATE TABLE doubles (
    id TEXT PRIMARY KEY,
    one TEXT NOT NULL,
    other TEXT NOT NULL,
    apart INTEGER NOT NULL DEFAULT 0  -- they are not the same: not asked again
);

-- Where a member of staff stands in the middle of something: which field they are about to write.
CREATE TABLE staff_places (
    id TEXT PRIMARY KEY REFERENCES staff (id),
    at BIGINT NOT NULL,
    sealed BLOB NOT NULL,  -- words that were typed here may have been meant for a person
    key_id TEXT NOT NULL
);

INSERT INTO counters (name, value) VALUES ('directory', 0);
