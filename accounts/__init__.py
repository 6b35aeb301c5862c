"""Who uses the portal: the user model. Roles, sign-in and the audit log come to this floor."""
