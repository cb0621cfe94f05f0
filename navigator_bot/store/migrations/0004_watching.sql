-- What the auditor has found and told, so that it is told once; and alerts that are only a test.

CREATE TABLE findings (
    key TEXT PRIMARY KEY,
    found_at BIGINT NOT NULL,
    mended_at BIGINT NOT NULL  -- when it was last tried to put it right
);

CREATE TABLE canaries (
    id TEXT PRIMARY KEY,
    asked_at BIGINT NOT NULL,
    seen_at BIGINT,
    closed_at BIGINT
);
CREATE INDEX canaries_open ON canaries (id) WHERE closed_at IS NULL;

CREATE INDEX people_voice ON people (voice) WHERE voice <> 'bot';
CREATE INDEX outbox_alert ON outbox (case_id) WHERE is_alert = 1;
CREATE INDEX inbox_dead ON inbox (done_at) WHERE status = 'dead';
