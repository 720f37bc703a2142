import { ActivityHandler, CloudAdapter, ConfigurationBotFrameworkAuthentication, MessageFactory } from 'botbuilder';
import restify from 'restify';

/**
 * The least a bot on botbuilder can be: it says again what it hears, and keeps nothing. What the product is held
 * against, so it has the same HTTP server, the same token validation and the same connector.
 */
const settings = process.env as { [name: string]: string };

/** MSAL refuses an authority on loopback: the token is asked as the product asks it there, once. */
async function accessToken(): Promise<string> {
  const reply = await fetch(`${settings.ToChannelFromBotLoginUrl}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: settings.MicrosoftAppId!,
      client_secret: settings.MicrosoftAppPassword!,
      scope: `${settings.ToChannelFromBotOAuthScope}/.default`,
    }),
  });
  return ((await reply.json()) as { access_token: string }).access_token;
}

const token = await accessToken();
const credentials = {
  async signRequest(request: { headers: { set(name: string, value: string): void } }) {
    request.headers.set('authorization', `Bearer ${token}`);
    return request;
  },
};
const factory = {
  isValidAppId: async (appId: string) => appId === settings.MicrosoftAppId,
  isAuthenticationDisabled: async () => false,
  createCredentials: async () => credentials,
} as unknown as ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[1];

const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication(settings, factory));
const bot = new ActivityHandler();
bot.onMessage(async (context, next) => {
  await context.sendActivity(MessageFactory.text(`Vous avez dit : ${context.activity.text}`));
  await next();
});

const server = restify.createServer();
server.use(restify.plugins.bodyParser());
server.get('/health/ready', async (_req, res) => {
  res.send(200);
});
server.post('/api/messages', async (req, res) => {
  await adapter.process(req, res, (context) => bot.run(context));
});
server.listen(Number(settings.PORT), '127.0.0.1');
