-- name: staff_claimed
SELECT s.* FROM staff s JOIN inbox i ON i.chat = s.user_id WHERE i.claim = :claim AND s.active = 1;

-- name: staff_of_user
SELECT * FROM staff WHERE user_id = :user_id AND active = 1;

-- name: active_staff
SELECT * FROM staff WHERE active = 1 ORDER BY id;

-- name: former_staff
SELECT user_id FROM staff WHERE active = 0 ORDER BY id;

-- name: save_staff*!
INSERT INTO staff (id, user_id, roles, made_at, sealed, key_id)
VALUES (:id, :user_id, :roles, :now, :sealed, :key_id)
ON CONFLICT (user_id) DO UPDATE SET roles = excluded.roles, active = 1, reachable = 1,
    sealed = excluded.sealed, key_id = excluded.key_id;

-- name: remove_staff!
UPDATE staff SET active = 0 WHERE id = :id;

-- name: set_staff_reachable*!
UPDATE staff SET reachable = :reachable WHERE user_id = :chat;

-- name: add_invite!
INSERT INTO invites (code, role, made_at, expires_at) VALUES (:code, :role, :made_at, :expires_at);

-- name: anyone_of_user
SELECT * FROM staff WHERE user_id = :user_id;

-- name: spend_staff_invite
UPDATE invites SET used_at = :now
WHERE code = :code AND role <> 'person' AND used_at IS NULL AND expires_at > :now
RETURNING role;

-- name: person_invite
SELECT code FROM invites
WHERE code = :code AND role = 'person' AND used_at IS NULL AND expires_at > :now;

-- name: use_invite*!
UPDATE invites SET used_at = :at WHERE code = :code;

-- name: names_of_staff
SELECT id, sealed, key_id FROM staff;
