import { startTexts } from '../core/texts.fr.ts';
import { SETTING_NAMES, type SettingName, settingInfo, settingsSchema } from './settings.ts';

export interface SettingDescription {
  name: SettingName;
  type: string;
  /** Empty when there is none. */
  byDefault: string;
  secret: boolean;
  description: string;
}

export function describeSettings(): SettingDescription[] {
  return SETTING_NAMES.map((name) => {
    const info = settingInfo.get(settingsSchema.shape[name])!;
    return {
      name,
      type: info.type,
      byDefault: info.byDefault ?? '',
      secret: info.secret ?? false,
      description: startTexts.settings[name],
    };
  });
}

const TABLE_START = '<!-- settings -->';
const TABLE_END = '<!-- /settings -->';

/** The README's table, in Markdown, as it stands between its markers. */
export function settingsTable(): string {
  const { name, type, byDefault, description, secret } = startTexts.settingsTable;
  const rows = describeSettings().map(
    (setting) =>
      `| \`${setting.name}\` | ${setting.type} | ${setting.byDefault && `\`${setting.byDefault}\``} | ${setting.description}${setting.secret ? ` ${secret}` : ''} |`,
  );
  return [`| ${name} | ${type} | ${byDefault} | ${description} |`, '|---|---|---|---|', ...rows].join('\n');
}

/** A text with the table set between its markers; undefined when it has none. */
export function withSettingsTable(text: string): string | undefined {
  const start = text.indexOf(TABLE_START);
  const end = text.indexOf(TABLE_END);
  if (start < 0 || end < start) return undefined;
  return `${text.slice(0, start + TABLE_START.length)}\n\n${settingsTable()}\n\n${text.slice(end)}`;
}
