import type { PGlite } from '@electric-sql/pglite';
import { DataSource, type DataSourceOptions } from 'typeorm';
import type { Log } from '../../app/ports/log.ts';
import { connectionFailure } from './connection-failure.ts';
import { ENTITIES } from './directory/entities.ts';
import { MIGRATIONS, MIGRATIONS_TABLE } from './migrate.ts';

const DEFAULT_POOL = 10;
/** A statement or an idle transaction that lasts longer is a fault, and must not hold its locks. */
const STATEMENT_MS = 30_000;
const IDLE_IN_TRANSACTION_MS = 60_000;

/** A statement is sent without waiting for the answers to those before it. */
const PIPELINE = { pipeline: true };

export interface SourceSettings {
  log: Log;
  poolSize?: number | undefined;
  /** How long to wait for a connection, a free one of the pool included. */
  connectTimeoutMs?: number | undefined;
}

export function postgresSource(url: string, settings: SourceSettings): Promise<DataSource> {
  return initialised(settings, {
    url,
    poolSize: settings.poolSize ?? DEFAULT_POOL,
    applicationName: 'pole-ressources',
    extra: {
      statement_timeout: STATEMENT_MS,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
      ...PIPELINE,
    },
  });
}

export async function embeddedSource(pglite: PGlite, settings: SourceSettings): Promise<DataSource> {
  const { createPgConfig } = await import('@electric-sql/pglite/node-postgres');
  // One connection, kept for ever: there is one session, and nothing to gain by opening it again.
  const oneForEver = { max: 1, idleTimeoutMillis: 0 };
  return initialised(settings, { extra: { ...createPgConfig(pglite), ...oneForEver, ...PIPELINE } });
}

type Given = Partial<Extract<DataSourceOptions, { type: 'postgres' }>>;

async function initialised({ log, connectTimeoutMs }: SourceSettings, given: Given): Promise<DataSource> {
  const dataSource = new DataSource({
    type: 'postgres',
    installExtensions: false,
    connectTimeoutMS: connectTimeoutMs ?? 5000,
    entities: ENTITIES,
    migrations: MIGRATIONS,
    migrationsTableName: MIGRATIONS_TABLE,
    logging: false,
    poolErrorHandler: (error) => log.warn({ code: String(error?.code ?? '') }, 'database_connection_lost'),
    ...given,
  });
  nameConnectionFailures(dataSource);
  await dataSource.initialize().catch((error: unknown) => {
    throw connectionFailure(error);
  });
  return dataSource;
}

/** Every connection comes through here, of query runners and managers alike: the one place to say why there is none. */
function nameConnectionFailures(dataSource: DataSource): void {
  const driver = dataSource.driver as unknown as { obtainMasterConnection(): Promise<unknown> };
  const obtain = driver.obtainMasterConnection.bind(driver);
  driver.obtainMasterConnection = () =>
    obtain().catch((error: unknown) => {
      throw connectionFailure(error);
    });
}
