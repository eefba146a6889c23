import type { RecordedConnection } from '../../journal/entry.ts';
import { AUTHENTICATIONS, type ConnectionSettings } from '../../model/connection.ts';
import type { Connection } from '../../session/connection.ts';

/** A way to a host as the journal has it: without the password. */
export function recordOf(connection: Connection): RecordedConnection {
  const { kind, host, port, user } = connection;
  const common = {
    kind,
    host,
    ...(port === undefined ? {} : { port }),
    ...(user === undefined ? {} : { user }),
  };
  if (connection.kind === 'ssh') {
    const { keyFile, options } = connection;
    return {
      ...common,
      ...(keyFile === undefined ? {} : { keyFile }),
      ...(options ? { options: Object.fromEntries(options) } : {}),
    };
  }
  const { authentication, configurationName, useSsl, password } = connection;
  return {
    ...common,
    ...(authentication === undefined ? {} : { authentication }),
    ...(configurationName === undefined ? {} : { configurationName }),
    ...(useSsl === undefined ? {} : { useSsl }),
    ...(password ? { password: true } : {}),
  };
}

/** The settings that a run has begun with. */
export function settingsOfRecord(record: RecordedConnection): ConnectionSettings & { readonly host: string } {
  const { kind, host, port, user, keyFile, options, authentication, configurationName, useSsl } = record;
  const how = AUTHENTICATIONS.find((each) => each === authentication);
  return {
    type: kind,
    host,
    ...(port === undefined ? {} : { port }),
    ...(user === undefined ? {} : { user }),
    ...(keyFile === undefined ? {} : { keyFile }),
    ...(configurationName === undefined ? {} : { configurationName }),
    ...(useSsl === undefined ? {} : { useSsl }),
    ...(options ? { options: new Map(Object.entries(options)) } : {}),
    ...(how === undefined ? {} : { authentication: how }),
  };
}
