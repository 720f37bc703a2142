import { z } from 'zod';
import { isEmail } from '../app/directory/email.ts';
import { type DataKeysProblem, parseDataKeys } from '../core/data-keys.ts';
import { startTexts } from '../core/texts.fr.ts';
import { isLoopback } from './loopback.ts';

const { wrong, settingTypes, settings: told } = startTexts;

/** What the settings table says of a setting beside its description. */
export const settingInfo = z.registry<{ type: string; byDefault?: string; secret?: boolean }>();

const choice = <const T extends readonly string[]>(values: T, byDefault: T[number]) =>
  z
    .enum(values, { error: () => wrong.choice(values.join(', ')) })
    .default(byDefault as never)
    .register(settingInfo, { type: values.join(', '), byDefault });

/** An https address; plain http is for tests against a service on the same machine. */
const url = (byDefault?: string) =>
  z
    .string()
    .superRefine((value, context) => {
      const problem = urlProblem(value);
      if (problem) context.addIssue({ code: 'custom', message: problem });
    })
    .transform((value) => value.replace(/\/+$/, ''))
    .optional()
    .register(settingInfo, { type: settingTypes.url, ...(byDefault ? { byDefault } : {}) });

function urlProblem(value: string): string | undefined {
  if (!URL.canParse(value)) return wrong.url;
  const { protocol, hostname } = new URL(value);
  if (protocol === 'https:') return undefined;
  if (protocol !== 'http:') return wrong.url;
  return isLoopback(hostname) ? undefined : wrong.plainHttp;
}

const port = z
  .string()
  .refine((value) => /^\d{1,5}$/.test(value) && Number(value) <= 65535, wrong.port)
  .transform(Number)
  .default(3978)
  .register(settingInfo, { type: settingTypes.port, byDefault: '3978' });

const databaseUrl = z
  .string()
  .refine((value) => /^postgres(ql)?:\/\//.test(value) && URL.canParse(value), wrong.database)
  .optional()
  .register(settingInfo, { type: settingTypes.database, secret: true });

const dataKeys = z
  .string()
  .transform((value, context) => {
    const { keys, problems } = parseDataKeys(value);
    for (const problem of problems) context.addIssue({ code: 'custom', message: keyProblem(problem) });
    return keys;
  })
  .default([])
  .register(settingInfo, { type: settingTypes.keys, secret: true });

function keyProblem(problem: DataKeysProblem): string {
  return 'position' in problem ? wrong.keys[problem.code](problem.position) : wrong.keys[problem.code](problem.id);
}

const smtpUrl = z
  .string()
  .refine((value) => /^smtps?:\/\/[^/]/.test(value) && URL.canParse(value), wrong.smtp)
  .optional()
  .register(settingInfo, { type: settingTypes.smtp, secret: true });

/** `adresse` or `Nom <adresse>`. */
const mailFrom = z
  .string()
  .transform((value, context) => {
    const [, name, address] = /^([^<>"\p{Cc}]*)<([^<>]*)>$/u.exec(value) ?? [];
    const from = { name: name?.trim() ?? '', address: address?.trim() ?? value };
    if (!isEmail(from.address)) context.addIssue({ code: 'custom', message: wrong.mailFrom });
    return from;
  })
  .optional()
  .register(settingInfo, { type: settingTypes.email });

/** `@localpart:server` */
const matrixId = z
  .string()
  .refine((value) => /^@[^\s:@]+:[^\s]+$/.test(value), wrong.matrixId)
  .optional()
  .register(settingInfo, { type: settingTypes.text });

const serverNames = z
  .string()
  .transform((value) =>
    value
      .split(',')
      .map((name) => name.trim().toLowerCase())
      .filter((name) => name !== ''),
  )
  .refine((names) => names.length > 0 && names.every((name) => /^[a-z0-9.-]+(:\d+)?$/.test(name)), wrong.serverNames)
  .optional()
  .register(settingInfo, { type: settingTypes.text, byDefault: told.tchapServersDefault });

const rate = z
  .string()
  .refine((value) => Number(value) > 0 && Number(value) <= 10_000, wrong.rate)
  .transform(Number)
  .optional()
  .register(settingInfo, { type: settingTypes.text, byDefault: '1' });

const flag = (byDefault: string) =>
  z
    .stringbool({ truthy: ['true'], falsy: ['false'], error: () => wrong.choice('true, false') })
    .optional()
    .register(settingInfo, { type: settingTypes.boolean, byDefault });

export const APP_TYPES = ['MultiTenant', 'SingleTenant', 'UserAssignedMSI'] as const;
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** Where the data is: all that the `pole` command needs to know. */
export const storageSchema = z.object({
  DATABASE_URL: databaseUrl,
  DATA_DIR: z.string().default('./data').register(settingInfo, { type: settingTypes.folder, byDefault: './data' }),
  LOG_LEVEL: choice(LOG_LEVELS, 'info'),
});

/** What a Teams package says of the deployment. */
export const manifestSchema = z.object({
  MicrosoftAppId: z.string().optional().register(settingInfo, { type: settingTypes.text }),
  PUBLIC_URL: url(),
  PRIVACY_URL: url(told.privacyDefault),
  TERMS_URL: url(told.termsDefault),
  PUBLISHER: z
    .string()
    .max(32, wrong.publisher)
    .default(told.publisherDefault)
    .register(settingInfo, { type: settingTypes.text, byDefault: told.publisherDefault }),
});

const optionalText = (secret = false) =>
  z.string().optional().register(settingInfo, { type: settingTypes.text, secret });

/** Every setting there is, in the order of the README's table. */
export const settingsSchema = z.object({
  HOST: z.string().default('127.0.0.1').register(settingInfo, { type: settingTypes.text, byDefault: '127.0.0.1' }),
  PORT: port,
  ...storageSchema.shape,
  DATA_KEYS: dataKeys,
  SANDBOX: flag(told.sandboxDefault),
  MicrosoftAppType: choice(APP_TYPES, 'MultiTenant'),
  MicrosoftAppId: manifestSchema.shape.MicrosoftAppId,
  MicrosoftAppPassword: optionalText(true),
  MicrosoftAppTenantId: optionalText(),
  ToBotFromChannelOpenIdMetadataUrl: url(),
  ToBotFromChannelTokenIssuer: optionalText(),
  ToBotFromEmulatorOpenIdMetadataUrl: url(),
  ToChannelFromBotLoginUrl: url(),
  ToChannelFromBotOAuthScope: optionalText(),
  OAuthUrl: url(),
  CallerId: optionalText(),
  TCHAP_HOMESERVER_URL: url(),
  TCHAP_USER_ID: matrixId,
  TCHAP_ACCESS_TOKEN: optionalText(true),
  TCHAP_DEVICE_ID: optionalText(),
  TCHAP_PASSWORD: optionalText(true),
  TCHAP_RECOVERY_KEY: optionalText(true),
  TCHAP_ALLOWED_HOMESERVERS: serverNames,
  TCHAP_RATE: rate,
  TCHAP_SIGNED_DEVICES_ONLY: flag('false'),
  SANDBOX_TCHAP_USER_ID: matrixId,
  SANDBOX_TCHAP_PASSWORD: optionalText(true),
  SMTP_URL: smtpUrl,
  MAIL_FROM: mailFrom,
  PUBLIC_URL: manifestSchema.shape.PUBLIC_URL,
  PRIVACY_URL: manifestSchema.shape.PRIVACY_URL,
  TERMS_URL: manifestSchema.shape.TERMS_URL,
  PUBLISHER: manifestSchema.shape.PUBLISHER,
});

export type Settings = z.output<typeof settingsSchema>;
export type SettingName = keyof Settings;
export const SETTING_NAMES = Object.keys(settingsSchema.shape) as SettingName[];
