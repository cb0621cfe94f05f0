-- name: meta_of
SELECT value FROM meta WHERE name = :name;

-- name: set_meta!
INSERT INTO meta (name, value) VALUES (:name, :value)
ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- name: forget_meta!
DELETE FROM meta WHERE name = :name;

-- name: count_up
UPDATE counters SET value = value + 1 WHERE name = :name RETURNING value;

-- name: add_audit*!
INSERT INTO audit (id, at, who, what, about) VALUES (:id, :at, :who, :what, :about);

-- name: audit_about
SELECT at, who, what FROM audit WHERE about = :about ORDER BY id;

-- name: audit_of
SELECT at, who, what FROM audit WHERE about = :about ORDER BY id;
