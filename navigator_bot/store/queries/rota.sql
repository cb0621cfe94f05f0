-- name: add_rota_entry*!
INSERT INTO rota_entries (id, batch, entry, status, made_by, made_at, settled_at, over_at)
VALUES (:id, :batch, :entry, :status, :made_by, :at, :at, :over_at);

-- name: mark_rota_batch*!
UPDATE rota_entries SET status = :status, settled_at = :at WHERE batch = :batch;

-- name: rota_batch
SELECT id, entry, status, made_by FROM rota_entries WHERE batch = :batch ORDER BY id;

-- name: rota_set
SELECT id, entry FROM rota_entries WHERE status = 'set' ORDER BY settled_at, id;

-- name: rota_forgotten!
DELETE FROM rota_entries
WHERE over_at < :before OR (status <> 'set' AND settled_at < :before);

-- name: team_changed*!
INSERT INTO meta (name, value) VALUES ('team_version', :version)
ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- name: team_version
SELECT value FROM meta WHERE name = 'team_version';

-- name: caseloads
SELECT staff_id, count(*) AS cases FROM cases WHERE status = 'claimed' GROUP BY staff_id;
