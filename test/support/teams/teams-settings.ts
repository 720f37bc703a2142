import type { TeamsSettings } from '../../../src/adapters/teams/teams.ts';

/** The adapter's settings out of the environment-like ones of a FakeTeams. */
export function teamsSettings(env: { [name: string]: string }): TeamsSettings {
  const { MicrosoftAppType, MicrosoftAppId, MicrosoftAppPassword, MicrosoftAppTenantId, ...cloud } = env;
  return {
    appType: MicrosoftAppType as TeamsSettings['appType'],
    appId: MicrosoftAppId!,
    appPassword: MicrosoftAppPassword!,
    tenantId: MicrosoftAppTenantId!,
    ...cloud,
  };
}
