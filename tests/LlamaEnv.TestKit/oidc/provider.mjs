// An OpenID provider on this machine: provider.mjs PORT STATE-FILE DEVICE-CODE-SECONDS
// What it knows is in the state file, so that another process can take its place. POST /test/slow-down makes the next
// question for tokens come "too soon"; POST /test/expire ends the access token in the body, as time would.
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import Provider, { errors } from 'oidc-provider';

const [port, file, deviceCodeSeconds] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;

const state = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {
  entries: {},
  key: { ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'test' },
};
const save = () => writeFileSync(file, JSON.stringify(state));
save();

class FileAdapter {
  constructor(model) {
    this.model = model;
  }

  key(id) {
    return `${this.model}:${id}`;
  }

  // What has expired is found, too: the provider tells it from what never was.
  search(match) {
    return Object.entries(state.entries).find(([key, payload]) => key.startsWith(`${this.model}:`) && match(key, payload))?.[1];
  }

  async upsert(id, payload) {
    state.entries[this.key(id)] = payload;
    save();
  }

  async find(id) {
    return this.search((key) => key === this.key(id));
  }

  async findByUserCode(userCode) {
    return this.search((_, payload) => payload.userCode === userCode);
  }

  async findByUid(uid) {
    return this.search((_, payload) => payload.uid === uid);
  }

  async consume(id) {
    state.entries[this.key(id)].consumed = Math.floor(Date.now() / 1000);
    save();
  }

  async destroy(id) {
    delete state.entries[this.key(id)];
    save();
  }

  async revokeByGrantId(grantId) {
    for (const [key, payload] of Object.entries(state.entries)) {
      if (key.startsWith(`${this.model}:`) && payload.grantId === grantId) delete state.entries[key];
    }
    save();
  }
}

const provider = new Provider(issuer, {
  adapter: FileAdapter,
  jwks: { keys: [state.key] },
  cookies: { keys: ['test'] },
  clients: [{
    client_id: 'test-cli',
    application_type: 'native',
    token_endpoint_auth_method: 'none',
    grant_types: ['urn:ietf:params:oauth:grant-type:device_code', 'refresh_token'],
    response_types: [],
    redirect_uris: [],
  }],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  conformIdTokenClaims: false,
  findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, email: `${sub}@example.com`, email_verified: true, name: sub }) }),
  rotateRefreshToken: true,
  features: {
    deviceFlow: { enabled: true },
    devInteractions: { enabled: true },
  },
  ttl: { AccessToken: 3600, DeviceCode: Number(deviceCodeSeconds), Grant: 86400, IdToken: 3600, Interaction: 600, RefreshToken: 86400, Session: 86400 },
});

let slowDowns = 0;
provider.use(async (ctx, next) => {
  if (ctx.path === '/test/slow-down') {
    slowDowns += 1;
    ctx.status = 204;
  } else if (ctx.path === '/test/expire') {
    let token = '';
    for await (const chunk of ctx.req) token += chunk;
    state.entries[`AccessToken:${token}`].exp = 1;
    save();
    ctx.status = 204;
  } else if (ctx.path === '/token' && slowDowns > 0) {
    slowDowns -= 1;
    const { message, statusCode } = new errors.SlowDown();
    ctx.status = statusCode;
    ctx.body = { error: message };
  } else {
    await next();
  }
});

provider.listen(Number(port), '127.0.0.1', () => console.log('listening'));
