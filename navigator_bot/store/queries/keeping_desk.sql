-- name: ids_of_services
SELECT id FROM services;

-- name: open_reports
-- Each person counts once; one who has been erased still counts.
SELECT service_id, what, count(DISTINCT coalesce(person_id, id)) AS people, min(at) AS since
FROM service_reports WHERE looked_at IS NULL GROUP BY service_id, what ORDER BY service_id, what;

-- name: settle_reports*!
UPDATE service_reports SET looked_at = :at, looked_by = :who
WHERE service_id = :service_id AND looked_at IS NULL;

-- name: shown_since
SELECT service_id, sum(times) AS times FROM service_shown WHERE day >= :day GROUP BY service_id;

-- name: conflicts_by_service
SELECT service_id, count(*) AS conflicts FROM service_conflicts GROUP BY service_id;

-- name: needs_since
SELECT topic, place, count(*) AS times FROM unmet_needs WHERE at >= :since GROUP BY topic, place;

-- name: add_double*!
INSERT INTO doubles (id, one, other) VALUES (:id, :one, :other) ON CONFLICT (id) DO NOTHING;

-- name: double_of
SELECT * FROM doubles WHERE id = :id;

-- name: open_doubles
SELECT d.id, d.one, d.other FROM doubles d
JOIN services a ON a.id = d.one JOIN services b ON b.id = d.other
WHERE d.apart = 0;

-- name: drop_double*!
DELETE FROM doubles WHERE id = :id;

-- name: keep_apart*!
UPDATE doubles SET apart = 1 WHERE id = :id;

-- name: forget_doubles!
DELETE FROM doubles WHERE apart = 0;
