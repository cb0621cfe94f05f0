-- name: directory_version
SELECT value FROM counters WHERE name = 'directory';

-- name: all_services
SELECT entry FROM services ORDER BY id;

-- name: has_services
-- Any that did not come from this list.
SELECT 1 FROM services s WHERE NOT EXISTS (
    SELECT 1 FROM feed_entries f WHERE f.service_id = s.id AND f.feed = :feed) LIMIT 1;

-- name: service_of
SELECT entry FROM services WHERE id = :id;

-- name: save_service*!
INSERT INTO services (id, entry, changed_at) VALUES (:id, :entry, :now)
ON CONFLICT (id) DO UPDATE SET entry = excluded.entry, changed_at = excluded.changed_at;

-- name: drop_service*!
DELETE FROM services WHERE id = :id;

-- name: names_entries
SELECT 1 FROM feed_entries WHERE feed = :feed LIMIT 1;

-- name: save_feed*!
INSERT INTO feeds (name, read_at) VALUES (:name, :now)
ON CONFLICT (name) DO UPDATE SET read_at = excluded.read_at;

-- name: entries_of_feed
SELECT feed_id, service_id, entry FROM feed_entries WHERE feed = :feed;

-- name: services_of_other_feeds
SELECT DISTINCT service_id FROM feed_entries WHERE feed <> :feed AND feed NOT LIKE :ours;

-- name: save_listed*!
INSERT INTO feed_entries (feed, feed_id, service_id, entry)
VALUES (:feed, :feed_id, :service_id, :entry)
ON CONFLICT (feed, feed_id) DO UPDATE
SET service_id = excluded.service_id, entry = excluded.entry;

-- name: drop_listed*!
DELETE FROM feed_entries WHERE feed = :feed AND feed_id = :feed_id;

-- name: drop_feed_entries*!
DELETE FROM feed_entries WHERE feed = :feed;

-- name: keep_listed_before*!
INSERT INTO feed_entries_before (batch, feed, feed_id, service_id, entry)
VALUES (:batch, :feed, :feed_id, :service_id, :entry);

-- name: listed_before
SELECT feed, feed_id, service_id, entry FROM feed_entries_before WHERE batch = :batch;

-- name: add_service_change*!
INSERT INTO service_changes (id, batch, at, who, what, service_id, before, after)
VALUES (:id, :batch, :at, :who, :what, :service_id, :was, :becomes);

-- name: mark_undone*!
UPDATE service_changes SET undone = 1 WHERE id = :id;

-- name: changes_of_service
SELECT * FROM service_changes WHERE service_id = :service_id ORDER BY id DESC;

-- name: changes_of_batch
SELECT * FROM service_changes WHERE batch = :batch ORDER BY id DESC;

-- name: change_of
SELECT * FROM service_changes WHERE id = :id;

-- name: save_conflict*!
INSERT INTO service_conflicts (service_id, field, feed, batch, at, theirs)
VALUES (:service_id, :field, :feed, :batch, :at, :theirs)
ON CONFLICT (service_id, field, feed) DO UPDATE
SET batch = excluded.batch, at = excluded.at, theirs = excluded.theirs;

-- name: settle_conflict*!
DELETE FROM service_conflicts WHERE service_id = :service_id AND field = :field;

-- name: settle_conflicts_of_batch*!
DELETE FROM service_conflicts WHERE batch = :batch;

-- name: all_conflicts
SELECT c.service_id, c.field, c.feed, c.theirs, s.entry AS ours
FROM service_conflicts c LEFT JOIN services s ON s.id = c.service_id
ORDER BY c.at, c.service_id, c.field, c.feed;
