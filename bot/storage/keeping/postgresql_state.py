"""What stands in a PostgreSQL database, and who else is at it, before a back-up is put back."""

from sqlalchemy import text

from bot.storage.keeping.errors import DatabaseInUse, DatabaseOccupied
from bot.storage.kernel.engines import normalised, writing_engine

CLEARING = """
DO $$
DECLARE one record;
BEGIN
  FOR one IN SELECT format('DROP TABLE %I.%I CASCADE', schemaname, tablename) AS said
             FROM pg_tables WHERE schemaname = current_schema()
  LOOP EXECUTE one.said; END LOOP;
  FOR one IN SELECT format('DROP FUNCTION %s CASCADE', p.oid::regprocedure) AS said
             FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace
             AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
  LOOP EXECUTE one.said; END LOOP;
END $$;
"""
"""Takes away all the desk made, also what a later version made; what belongs to an extension stays."""

_TABLES = text("SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()")
_OTHERS = text(
    "SELECT count(*) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)


def require_free(url: str, *, replace: bool) -> None:
    """Raises DatabaseOccupied where tables are and may not be replaced, DatabaseInUse while others are connected."""
    engine = writing_engine(url, timeout=5.0)
    try:
        with engine.connect() as connection:
            occupied = connection.execute(_TABLES).scalar_one()
            others = connection.execute(_OTHERS).scalar_one()
    finally:
        engine.dispose()
    if occupied and not replace:
        raise DatabaseOccupied()
    if others:
        raise DatabaseInUse()


def for_programs(url: str) -> tuple[str, dict[str, str]]:
    """The address as PostgreSQL's own programs take it, and the environment with the password, which no list of
    processes shows.
    """
    parsed = normalised(url)
    plain = parsed.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
    return plain, {"PGPASSWORD": str(parsed.password)} if parsed.password else {}
