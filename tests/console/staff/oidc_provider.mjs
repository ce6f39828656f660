// A real OpenID Connect provider on a free loopback port, whose users sign in without being asked.
// usage: node oidc_provider.mjs REDIRECT_URI   (WEB_MODULES names node_modules); prints its address once it listens.
// Tests decide what happens next by POST /control: {account, accounts, claims, rotate, refuse}.
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(join(process.env.WEB_MODULES, "x.js"));
const load = async (name) => import(pathToFileURL(require.resolve(name)).href);
const { Provider } = await load("oidc-provider");
const { SignJWT, decodeJwt, exportJWK, generateKeyPair, importJWK } = await load("jose");

const [redirectUri] = process.argv.slice(2);
const state = { account: "s-1", accounts: {}, claims: {}, refuse: false, stranger: false };
let keyNumber = 0;

async function newKey() {
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  return { ...(await exportJWK(privateKey)), kid: `key-${(keyNumber += 1)}`, alg: "ES256", use: "sig" };
}

let key = await newKey();
let handle;

function provider(issuer) {
  const made = new Provider(issuer, {
    clients: [{
      client_id: "desk", client_secret: "a secret & more", redirect_uris: [redirectUri],
      grant_types: ["authorization_code"], response_types: ["code"], id_token_signed_response_alg: "ES256",
    }],
    jwks: { keys: [key] },
    pkce: { required: () => true },
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    cookies: { keys: ["only for tests"] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...state.accounts[id] }) }),
    async loadExistingGrant(ctx) {
      const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
      grant.addOIDCScope("openid email profile");
      await grant.save();
      return grant;
    },
    ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 600, IdToken: 60, Interaction: 60, Session: 60 },
  });
  made.use(async (ctx, next) => {
    if (ctx.path.startsWith("/interaction/")) {
      const result = state.refuse ? { error: "access_denied" } : { login: { accountId: state.account, remember: false } };
      ctx.respond = false;
      return made.interactionFinished(ctx.req, ctx.res, result);
    }
    await next();
    if (ctx.path === "/token" && ctx.body?.id_token && Object.keys(state.claims).length) {
      ctx.body.id_token = await signedAnew(ctx.body.id_token);
    }
  });
  return made.callback();
}

async function signedAnew(token) {
  const signer = state.stranger ? await newKey() : key;
  const claims = { ...decodeJwt(token), ...state.claims };
  return new SignJWT(claims).setProtectedHeader({ alg: "ES256", kid: key.kid }).sign(await importJWK(signer, "ES256"));
}

async function control(request, response, issuer) {
  let text = "";
  for await (const part of request) text += part;
  const wanted = JSON.parse(text);
  if (wanted.rotate) {
    key = await newKey();
    handle = provider(issuer);
  }
  delete wanted.rotate;
  Object.assign(state, wanted);
  response.end("{}");
}

const server = createServer((request, response) => {
  if (request.url === "/control") return control(request, response, issuer());
  return handle(request, response);
});
const issuer = () => `http://127.0.0.1:${server.address().port}`;
server.listen(0, "127.0.0.1", () => {
  handle = provider(issuer());
  console.log(issuer());
});
process.stdin.on("end", () => process.exit(0)).resume(); // ends with the test that started it
