-- name: people_claimed
SELECT p.* FROM people p JOIN inbox i ON i.chat = p.chat WHERE i.claim = :claim;

-- name: goals_claimed
SELECT g.* FROM goals g JOIN people p ON p.id = g.person_id JOIN inbox i ON i.chat = p.chat
WHERE i.claim = :claim ORDER BY g.id;

-- name: ratings_claimed
SELECT r.* FROM ratings r JOIN people p ON p.id = r.person_id JOIN inbox i ON i.chat = p.chat
WHERE i.claim = :claim ORDER BY r.id;

-- name: suggestions_claimed
SELECT s.* FROM suggestions s JOIN people p ON p.id = s.person_id JOIN inbox i ON i.chat = p.chat
WHERE i.claim = :claim ORDER BY s.id;

-- name: cases_claimed
SELECT c.*, s.user_id AS staff_user, s.sealed AS staff_sealed, s.key_id AS staff_key_id
FROM cases c JOIN people p ON p.id = c.person_id JOIN inbox i ON i.chat = p.chat
LEFT JOIN staff s ON s.id = c.staff_id
WHERE i.claim = :claim AND c.status <> 'closed';

-- name: save_person*!
INSERT INTO people (id, chat, standing, voice, zone, quiet_start, quiet_end, made_at, heard_at,
                    discreet, sealed, key_id)
VALUES (:id, :chat, :standing, :voice, :zone, :quiet_start, :quiet_end, :now, :now, :discreet,
        :sealed, :key_id)
ON CONFLICT (id) DO UPDATE SET standing = excluded.standing, voice = excluded.voice,
    zone = excluded.zone, quiet_start = excluded.quiet_start, quiet_end = excluded.quiet_end,
    discreet = excluded.discreet, sealed = excluded.sealed, key_id = excluded.key_id;

-- name: save_thread*!
UPDATE people SET thread_sealed = :sealed, thread_key_id = :key_id, heard_at = :now WHERE id = :id;

-- name: save_goal*!
INSERT INTO goals (id, person_id, sealed, key_id) VALUES (:id, :person_id, :sealed, :key_id)
ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed, key_id = excluded.key_id;

-- name: save_rating*!
INSERT INTO ratings (id, person_id, sealed, key_id) VALUES (:id, :person_id, :sealed, :key_id)
ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed, key_id = excluded.key_id;

-- name: save_suggestion*!
INSERT INTO suggestions (id, person_id, sealed, key_id)
VALUES (:id, :person_id, :sealed, :key_id)
ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed, key_id = excluded.key_id;

-- name: person_by_id
SELECT * FROM people WHERE id = :id;

-- name: goals_of_person
SELECT * FROM goals WHERE person_id = :person_id ORDER BY id;

-- name: ratings_of_person
SELECT * FROM ratings WHERE person_id = :person_id ORDER BY id;

-- name: suggestions_of_person
SELECT * FROM suggestions WHERE person_id = :person_id ORDER BY id;

-- name: discretion_of
SELECT discreet, spoke_at, reachable FROM people WHERE chat = :chat;

-- name: spoke*!
UPDATE people SET spoke_at = :at WHERE chat = :chat;

-- name: set_reachable*!
UPDATE people SET reachable = :reachable WHERE chat = :chat;

-- name: erase_person*!
DELETE FROM people WHERE id = :id;

-- name: erase_outbox*!
-- What still waits is dropped when its turn comes; only a help card goes out all the same.
UPDATE outbox SET sealed = NULL WHERE chat = :chat AND NOT (status = 'waiting' AND lane = 0);

-- name: erase_passed_on*!
UPDATE outbox SET sealed = NULL
WHERE case_id IN (SELECT id FROM cases WHERE person_id = :person_id);

-- name: erase_set_aside*!
DELETE FROM inbox WHERE chat = :chat AND status = 'dead';

-- name: count_people
SELECT standing, count(*) AS people FROM people GROUP BY standing;
