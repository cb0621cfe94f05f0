-- name: keep_report*!
-- One person's word on one thing counts once, until somebody has looked at it.
INSERT INTO service_reports (id, at, service_id, person_id, what)
VALUES (:id, :at, :service_id, :person_id, :what)
ON CONFLICT (service_id, person_id, what) WHERE looked_at IS NULL DO NOTHING;

-- name: doubts
SELECT service_id, what, COUNT(*) AS people FROM service_reports
WHERE looked_at IS NULL GROUP BY service_id, what;

-- name: count_shown*!
INSERT INTO service_shown (service_id, day, times) VALUES (:service_id, :day, 1)
ON CONFLICT (service_id, day) DO UPDATE SET times = service_shown.times + 1;

-- name: note_unmet*!
INSERT INTO unmet_needs (id, at, topic, place) VALUES (:id, :at, :need, :place);
