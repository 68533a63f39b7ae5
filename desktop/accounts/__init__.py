"""Sign-in, readiness and the plain words of what each account may do."""
