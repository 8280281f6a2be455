/** Recognizes secrets: by the name of an option, variable, header or key, and by the shape of the value. */

/** At the end of any word of a name: `PGPASSWORD`, `authtoken`. */
const STRONG = /(?:passw(?:or)?d|passphrase|passcode|pwd|secret|token|credential|authorization|mnemonic|jwt)$/;
/** Followed by "key", joined in any way: `API_KEY`, `apikey`. */
const KEY_OF = new Set(
  "access account api app auth encryption license master private secret service signing storage".split(" "),
);
/** Only at the end of a name: `--pass`, not `--pass-rate`. */
const WEAK = new Set(
  "pass pw auth cookie cred pin otp totp sid bearer dbpass userpass rootpass adminpass keypass storepass".split(" "),
);
/** Last words of names whose value only describes a secret: `--token-count 5`, `PASSWORD_FILE=/run/…`. */
const ABOUT = new Set(
  (
    "age alg algorithm arn audience budget bucket class cmd column command cost count counter delimiter dir disabled " +
    "enabled encoder endpoint env expires expiry fd field file folder format generator header host index interval " +
    "issuer kind len length lifetime limit location manager max min mode name optional param path per policy port prefix " +
    "prompt provider rate ratio required rotation rounds scope separator size source store strategy strength suffix " +
    "timeout ttl type uri url usage var variable version vocab window"
  ).split(" "),
);
/** First words that make an option a switch: `--no-password`. */
const SWITCH = new Set("no without skip show hide ask prompt print enable disable require allow".split(" "));
/** Values that reveal nothing, whatever the name. */
const PLAIN = /^(?:|true|false|yes|no|on|off|null|none|undefined)$/i;
const SCHEME = /^(?:basic|bearer|digest|jwt|kerberos|ldap|ntlm|oauth2?|oidc|saml|sso|token)$/i;
/** `--private-key server.pem`, `--cookies jar.txt` */
const FILE = /\.(?:cer|conf|crt|der|ini|jks|json|key|p12|p8|pem|pfx|pub|txt|ya?ml)$/i;
const NUMBER = /^[\d.,_]+[kKmM]?$/;
/** Anything longer is not a name; also bounds the work. */
export const LONGEST_NAME = 80;

/** All names of secrets contain one of these. Most other names contain none, which this tests ten times as fast. */
const HINT = /pass|pw|secret|token|cred|auth|key|jwt|mnemonic|cookie|pin|otp|sid|bearer|session/i;

export function isSecret(name: string, value: string): boolean {
  if (!HINT.test(name)) return false;
  const words = wordsOf(name);
  const [first = ""] = words;
  const last = words.at(-1) ?? "";
  if (SWITCH.has(first) || ABOUT.has(last) || ABOUT.has(singular(last)) || PLAIN.test(value)) return false;
  const strong = words.some((word) => STRONG.test(singular(word)));
  const ends = namesSecret(singular(last), words.at(-2) ?? "");
  if (!strong && (!ends || FILE.test(value.slice(-8)))) return false;
  if (last === "auth" && SCHEME.test(value)) return false;
  // A number after a plural is a count: `--max-tokens 100`, `--token-window 8`; `--pass 2` is the second pass.
  const counts = !ends || last !== singular(last) || (!strong && value.length < 3);
  return !(counts && NUMBER.test(value));
}

function namesSecret(word: string, before: string): boolean {
  const isPair = (word === "key" && KEY_OF.has(before)) || (word === "id" && before === "session");
  const isJoined = word.endsWith("key") && KEY_OF.has(word.slice(0, -3));
  return STRONG.test(word) || WEAK.has(word) || isPair || isJoined || word === "sessionid";
}

/** The words of `authToken`, `DB_PASSWORD2`, `user[pass]`. */
function wordsOf(name: string): string[] {
  return name
    .slice(-LONGEST_NAME)
    .replace(/%[\da-f]{2}/gi, " ")
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== "");
}

function singular(word: string): string {
  return word.length > 3 && word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;
}

/** What replaces a secret. */
export const MASK = "…";

/** Well-known token formats. Anchored at word starts, so that each character is inspected once. */
const TOKENS = new RegExp(
  `(?<![\\w-])(?:${[
    `-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----(?:(?!-----END)[^])*(?:-----END [A-Z ]{0,40}-----)?`,
    String.raw`eyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)*`, // JSON Web Token
    String.raw`gh[opsur]_\w{16,}|github_pat_\w{16,}|glpat-[\w-]{16,}`,
    String.raw`sk-[\w-]{16,}|[rs]k_(?:live|test)_\w{8,}|whsec_[\w+/=]{16,}`, // OpenAI, Anthropic, Stripe
    String.raw`(?:AKIA|ASIA)[A-Z\d]{16}\b|AIza[\w-]{30,}|ya29\.[\w.-]{16,}|GOCSPX-[\w-]{16,}`,
    String.raw`xox[a-z]-[\w-]{8,}|xapp-[\w-]{8,}|SG\.[\w-]{16,}\.[\w-]{16,}|\d{8,10}:AA[\w-]{30,}`,
    String.raw`(?:npm|hf|lin_api|do[opr]_v1|dckr_pat|glsa|sntrys|shp(?:at|ca|pa|ss)|ntn)_[\w-]{20,}|pypi-[\w-]{20,}`,
    String.raw`hv[bs]\.[\w-]{20,}|dapi[\da-f]{32}\b|AGE-SECRET-KEY-1[\dA-Z]{20,}|tskey-[\w-]{20,}`,
  ].join("|")})`,
  "g",
);

/** Webhooks: the rest of the address is the secret. */
const HOOKS = /(hooks\.slack\.com\/(?:services|workflows|triggers)\/|\/api\/webhooks\/)[^\s"'`]+/g;
const BEARER = /\b(bearer\s{1,4})(?=[^\s"'\d]{0,200}\d)[^\s"'`,;]{8,}/gi;
/** `user:password@host` without `//`. The host distinguishes it from `npm:react@18` and `image:tag@sha256`. */
const LOGIN =
  /(?<![\w.+:@/-])(?!(?:mailto|acct|sip|xmpp):)([\w.+-]{1,64}:)[^\s@/:"'`]{1,256}@(?=(?:[\w-]{1,63}\.){1,8}[a-z]{2,}(?!\w)|localhost\b|\d{1,3}(?:\.\d{1,3}){3}\b|[\w-]{1,63}:\d{2,5}\b|tcp\()/gi;

/** Shorter texts contain no token. */
const MIN_TOKEN = 13;

/** Each expression runs only if its key character occurs: compiling it costs the most and happens on first use. */
export function maskShapes(text: string): string {
  let masked = maskAddresses(text);
  if (masked.length >= MIN_TOKEN) masked = masked.replace(TOKENS, MASK).replace(BEARER, `$1${MASK}`);
  if (masked.includes("/")) masked = masked.replace(HOOKS, `$1${MASK}`);
  return masked.includes("@") ? masked.replace(LOGIN, `$1${MASK}@`) : masked;
}

/** How far to look for the end of a password that is not properly encoded. */
const LONGEST_ODD = 256;

/** `//name:password@host` becomes `//…@host`, even if the password is not properly encoded. */
function maskAddresses(text: string): string {
  let masked = "";
  let done = 0;
  for (let at = text.indexOf("//"); at >= 0; at = text.indexOf("//", Math.max(at + 2, done))) {
    const from = at + 2;
    const end = loginEnd(text, from);
    if (end < 0) continue;
    masked += text.slice(done, from) + MASK;
    done = end;
  }
  return masked + text.slice(done);
}

const AUTHORITY = /[^\s/?#"'`]*/y;
/** After the last colon: a port, or the end of an IPv6 address. */
const PORT = /^(?:\d{0,5}|[\da-f]{0,4}\])$/i;

/** The index of the `@` after a login, or -1. */
function loginEnd(text: string, from: number): number {
  AUTHORITY.lastIndex = from;
  const [authority = ""] = AUTHORITY.exec(text) ?? [];
  const end = authority.lastIndexOf("@");
  const colon = authority.lastIndexOf(":", end < 0 ? undefined : end);
  const plain = end < 0 ? -1 : from + end;
  if (colon < 0 || (end < 0 && PORT.test(authority.slice(colon + 1)))) return plain;
  // The password may contain a slash.
  const after = from + authority.length;
  const [rest = ""] = /^\S*/.exec(text.slice(after, after + LONGEST_ODD)) ?? [];
  const odd = rest.lastIndexOf("@");
  return odd < 0 ? plain : after + odd;
}

/**
 * Long and random-looking, mixing lower case, upper case and digits: not a name or path, nor a hash or id, which are
 * hexadecimal. In random text 62 of 100 characters are of another kind than the one before; in camel case 35.
 */
const LONG = /(?<![\w+/-])(?!sha\d)[\w+/-]{32,}={0,2}(?![\w+/=.-])/g;
const MIN_SIGNS = 28;
const CHANGES = 0.42;

export function maskRandom(text: string): string {
  if (text.length < MIN_SIGNS) return text;
  return text.replace(LONG, (word) => {
    const parts = word.split("/").map((part) => (isRandom(part) ? MASK : part));
    return parts.includes(MASK) || !isRandom(word) ? parts.join("/") : MASK;
  });
}

function isRandom(word: string): boolean {
  const kinds = [...word.slice(0, 100)].map(kindOf);
  const signs = kinds.filter((kind) => kind !== "other");
  const changes = kinds.filter((kind, at) => at > 0 && isChange(kinds[at - 1] as Kind, kind));
  return signs.length >= MIN_SIGNS && new Set(signs).size === 3 && changes.length > signs.length * CHANGES;
}

type Kind = "lower" | "upper" | "digit" | "other";

function kindOf(sign: string): Kind {
  if (sign >= "a" && sign <= "z") return "lower";
  if (sign >= "A" && sign <= "Z") return "upper";
  return sign >= "0" && sign <= "9" ? "digit" : "other";
}

function isChange(before: Kind, kind: Kind): boolean {
  return before !== kind && before !== "other" && kind !== "other";
}
