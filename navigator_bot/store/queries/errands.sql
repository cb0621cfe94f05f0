-- name: add_errand*!
INSERT INTO errands (id, chat, staff_id, what, given, made_at)
VALUES (:id, :chat, :staff_id, :what, :given, :made_at);

-- name: due_errand
SELECT * FROM errands WHERE status = 'waiting' AND not_before <= :now ORDER BY id LIMIT 1;

-- name: next_errand_at
SELECT min(not_before) AS due FROM errands WHERE status = 'waiting';

-- name: end_errand
UPDATE errands SET status = :status, done_at = :at WHERE id = :id AND status = 'waiting'
RETURNING id;

-- name: put_off_errand!
UPDATE errands SET tries = tries + 1, not_before = :not_before, fault = :fault WHERE id = :id;

-- name: errands_late
SELECT count(*) AS late FROM errands
WHERE status = 'waiting' AND not_before <= :before AND made_at <= :before;

-- name: waiting_errands_of
SELECT what, given FROM errands WHERE staff_id = :staff_id AND status = 'waiting';

-- name: errands_forgotten!
DELETE FROM errands WHERE done_at < :before;

-- name: add_upload*!
INSERT INTO uploads (id, staff_id, at, name, content)
VALUES (:id, :staff_id, :at, :name, :content);

-- name: upload_of
SELECT * FROM uploads WHERE id = :id;

-- name: drop_upload*!
DELETE FROM uploads WHERE id = :id;

-- name: uploads_forgotten!
DELETE FROM uploads WHERE at < :before;

-- name: staff_place
SELECT * FROM staff_places WHERE id = :id;

-- name: save_staff_place*!
INSERT INTO staff_places (id, at, sealed, key_id) VALUES (:id, :at, :sealed, :key_id)
ON CONFLICT (id) DO UPDATE SET at = excluded.at, sealed = excluded.sealed, key_id = excluded.key_id;

-- name: leave_staff_place*!
DELETE FROM staff_places WHERE id = :id;

-- name: staff_places_forgotten!
DELETE FROM staff_places WHERE at < :before;

-- name: entries_of_our_lists_forgotten!
DELETE FROM feed_entries WHERE feed IN
    (SELECT name FROM feeds WHERE name LIKE :ours AND read_at < :before);

-- name: our_lists_forgotten!
DELETE FROM feeds WHERE name LIKE :ours AND read_at < :before;
