/** Whether the name of an option, a variable, a header or a key says that its value is a secret. */

/** Wherever they stand in a name, and at the end of a word too: `PGPASSWORD`, `authtoken`. */
const STRONG = /(?:passw(?:or)?d|passphrase|passcode|pwd|secret|token|credential|authorization|mnemonic|jwt)$/;
/** The same of two words, however they are joined: `API_KEY`, `apikey`. */
const KEY_OF = new Set(
  "access account api app auth encryption license master private secret service signing storage".split(" "),
);
/** Only at the end of a name: `--pass`, and not `--pass-rate`. */
const WEAK = new Set(
  "pass pw auth cookie cred pin otp totp sid bearer dbpass userpass rootpass adminpass keypass storepass".split(" "),
);
/** What follows tells that the value is about a secret and not one itself: `--token-count 5`, `PASSWORD_FILE=/run/…`. */
const ABOUT = new Set(
  (
    "age alg algorithm arn audience budget bucket class cmd column command cost count counter delimiter dir disabled " +
    "enabled encoder endpoint env expires expiry fd field file folder format generator header host index interval " +
    "issuer kind len length lifetime limit location manager max min mode name optional param path per policy port prefix " +
    "prompt provider rate ratio required rotation rounds scope separator size source store strategy strength suffix " +
    "timeout ttl type uri url usage var variable version vocab window"
  ).split(" "),
);
/** What comes before makes it a switch: `--no-password`. */
const SWITCH = new Set("no without skip show hide ask prompt print enable disable require allow".split(" "));
/** Values that give nothing away, whatever they are called. */
const PLAIN = /^(?:|true|false|yes|no|on|off|null|none|undefined)$/i;
const SCHEME = /^(?:basic|bearer|digest|jwt|kerberos|ldap|ntlm|oauth2?|oidc|saml|sso|token)$/i;
/** `--private-key server.pem`, `--cookies jar.txt` */
const FILE = /\.(?:cer|conf|crt|der|ini|jks|json|key|p12|p8|pem|pfx|pub|txt|ya?ml)$/i;
const NUMBER = /^[\d.,_]+[kKmM]?$/;
/** Longer ones are not names, and what is looked through stays bounded. */
export const LONGEST_NAME = 80;

/** What all of them have in it. Most names have not, and are told apart ten times as fast. */
const HINT = /pass|pw|secret|token|cred|auth|key|jwt|mnemonic|cookie|pin|otp|sid|bearer|session/i;

export function isSecret(name: string, value: string): boolean {
  if (!HINT.test(name)) return false;
  const words = wordsOf(name);
  const [first = ""] = words;
  const last = words.at(-1) ?? "";
  if (SWITCH.has(first) || ABOUT.has(last) || ABOUT.has(singular(last)) || PLAIN.test(value)) return false;
  const strong = words.some((word) => STRONG.test(singular(word)));
  const ends = saysSecret(singular(last), words.at(-2) ?? "");
  if (!strong && (!ends || FILE.test(value.slice(-8)))) return false;
  if (last === "auth" && SCHEME.test(value)) return false;
  // Of many there is a number: `--max-tokens 100`, `--token-window 8`; `--pass 2` is the second one.
  const counts = !ends || last !== singular(last) || (!strong && value.length < 3);
  return !(counts && NUMBER.test(value));
}

function saysSecret(word: string, before: string): boolean {
  const isPair = (word === "key" && KEY_OF.has(before)) || (word === "id" && before === "session");
  const isJoined = word.endsWith("key") && KEY_OF.has(word.slice(0, -3));
  return STRONG.test(word) || WEAK.has(word) || isPair || isJoined || word === "sessionid";
}

/** Of `authToken`, `DB_PASSWORD2`, `user[pass]`. */
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
