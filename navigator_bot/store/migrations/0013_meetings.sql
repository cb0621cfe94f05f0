-- A person is asked whether a time and place suit them; only then is an outing agreed. Those that a
-- navigator only notes are not shared with the person.
ALTER TABLE outings ADD COLUMN shared INTEGER NOT NULL DEFAULT 0;
UPDATE outings SET status = 'agreed' WHERE status = 'planned';
CREATE INDEX outings_case ON outings (case_id);
