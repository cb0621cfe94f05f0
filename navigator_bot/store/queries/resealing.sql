-- name: old_inbox_sealed
SELECT id, sealed AS sealed, key_id AS key_id FROM inbox
WHERE sealed IS NOT NULL AND key_id <> :current LIMIT :most;

-- name: reseal_inbox_sealed*!
UPDATE inbox SET sealed = :sealed, key_id = :key_id WHERE id = :id;

-- name: old_outbox_sealed
SELECT id, sealed AS sealed, key_id AS key_id FROM outbox
WHERE sealed IS NOT NULL AND key_id <> :current LIMIT :most;

-- name: reseal_outbox_sealed*!
UPDATE outbox SET sealed = :sealed, key_id = :key_id WHERE id = :id;

-- name: old_people_sealed
SELECT id, sealed AS sealed, key_id AS key_id FROM people
WHERE sealed IS NOT NULL AND key_id <> :current LIMIT :most;

-- name: reseal_people_sealed*!
UPDATE people SET sealed = :sealed, key_id = :key_id WHERE id = :id;

-- name: old_people_thread_sealed
SELECT id, thread_sealed AS sealed, thread_key_id AS key_id FROM people
WHERE thread_sealed IS NOT NULL AND thread_key_id <> :current LIMIT :most;

-- name: reseal_people_thread_sealed*!
UPDATE people SET thread_sealed = :sealed, thread_key_id = :key_id WHERE id = :id;

-- name: old_goals_sealed
SELECT id, sealed AS sealed, key_id AS key_id FROM goals
WHERE sealed IS NOT NULL AND key_id <> :current LIMIT :most;

-- name: reseal_goals_sealed*!
UPDATE goals SET sealed = :sealed, key_id = :key_id WHERE id = :id;

-- name: old_ratings_sealed
SELECT id, sealed AS sealed, key_id AS key_id FROM ratings
WHERE sealed IS NOT NULL AND key_id <> :current LIMIT :most;

-- name: reseal_ratings_sealed*!
UPDATE ratings SET sealed = :sealed, key_id = :key_id WHERE id = :id;

-- name: old_suggestions_sealed
SELECT id, sealed AS sealed, key_id AS key_id FROM suggestions
WHERE sealed IS NOT NULL AND key_id <> :current LIMIT :most;

-- name: reseal_suggestions_sealed*!
UPDATE suggestions SET sealed = :sealed, key_id = :key_id WHERE id = :id;

-- name: old_staff_sealed
SELECT id, sealed AS sealed, key_id AS key_id FROM staff
WHERE sealed IS NOT NULL AND key_id <> :current LIMIT :most;

-- name: reseal_staff_sealed*!
UPDATE staff SET sealed = :sealed, key_id = :key_id WHERE id = :id;

-- name: old_cases_sealed
SELECT id, sealed AS sealed, key_id AS key_id FROM cases
WHERE sealed IS NOT NULL AND key_id <> :current LIMIT :most;

-- name: reseal_cases_sealed*!
UPDATE cases SET sealed = :sealed, key_id = :key_id WHERE id = :id;

-- name: old_case_notes_sealed
SELECT id, sealed AS sealed, key_id AS key_id FROM case_notes
WHERE sealed IS NOT NULL AND key_id <> :current LIMIT :most;

-- name: reseal_case_notes_sealed*!
UPDATE case_notes SET sealed = :sealed, key_id = :key_id WHERE id = :id;

-- name: old_staff_places_sealed
SELECT id, sealed AS sealed, key_id AS key_id FROM staff_places
WHERE sealed IS NOT NULL AND key_id <> :current LIMIT :most;

-- name: reseal_staff_places_sealed*!
UPDATE staff_places SET sealed = :sealed, key_id = :key_id WHERE id = :id;

-- name: old_outings_sealed
SELECT id, sealed AS sealed, key_id AS key_id FROM outings
WHERE sealed IS NOT NULL AND key_id <> :current LIMIT :most;

-- name: reseal_outings_sealed*!
UPDATE outings SET sealed = :sealed, key_id = :key_id WHERE id = :id;
