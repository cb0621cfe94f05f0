-- A navigator who meets a person alone, from planned to back safe. It outlives the case: somebody
-- may still be out there.
CREATE TABLE outings (
    id TEXT PRIMARY KEY,
    case_id TEXT REFERENCES cases (id) ON DELETE SET NULL,
    staff_id TEXT NOT NULL REFERENCES staff (id),
    starts_at BIGINT NOT NULL,
    status TEXT NOT NULL,  -- planned, there, back, off
    asked INTEGER NOT NULL DEFAULT 0,  -- how often, since it last changed
    over_at BIGINT,
    sealed BLOB NOT NULL,  -- the place
    key_id TEXT NOT NULL
);
CREATE INDEX outings_over ON outings (over_at) WHERE over_at IS NOT NULL;
