-- What goes out by another way than Telegram is about a case, or about a finding of the auditor's
-- (which may be of a case, too).
CREATE TABLE outside_alerts_wider (
    id TEXT PRIMARY KEY,
    case_id TEXT REFERENCES cases (id) ON DELETE CASCADE,
    finding TEXT,  -- its key; null where somebody waits and chat goes unanswered
    way TEXT NOT NULL,  -- email, webhook
    status TEXT NOT NULL DEFAULT 'waiting',
    tries INTEGER NOT NULL DEFAULT 0,
    not_before BIGINT NOT NULL DEFAULT 0,
    reason TEXT,
    made_at BIGINT NOT NULL,
    done_at BIGINT
);
INSERT INTO outside_alerts_wider
    (id, case_id, way, status, tries, not_before, reason, made_at, done_at)
SELECT id, case_id, way, status, tries, not_before, reason, made_at, done_at FROM outside_alerts;
DROP TABLE outside_alerts;
ALTER TABLE outside_alerts_wider RENAME TO outside_alerts;
CREATE INDEX outside_alerts_waiting ON outside_alerts (not_before) WHERE status = 'waiting';

ALTER TABLE findings ADD COLUMN outside_at BIGINT;  -- when it was posted by that way, too
