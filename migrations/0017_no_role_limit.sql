-- Limits by role and amount were never read: what a role may let go alone is a setting of its own.

drop table platform.role_limit;
