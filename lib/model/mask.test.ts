/** What is masked in a command line, and what is kept. */
import { describe, expect, test } from "vitest";
import { drawRandom } from "../fixtures/seed.ts";
import { commandLine, maskText } from "./mask.ts";

/** Assembled at run time, so that secret scanners do not report this file. */
const of = (prefix: string, length: number) => prefix + "aB3xY9kQ".repeat(12).slice(0, length);
const JWT = `eyJhbGciOiJIUzI1NiJ9.${of("eyJ", 30)}.${of("", 40)}`;
const PEM = (text: string) => `-----BEGIN RSA PRIVATE KEY-----\n${text}\n-----END RSA PRIVATE KEY-----`;

/** Each `hunter2…` is the secret. */
const SECRETS: readonly (readonly string[])[] = [
  ["--password=hunter2"],
  ["--password=hunter2 and hunter2;hunter2&hunter2,hunter2"],
  ["--password", "hunter2", "--verbose"],
  ["--password", "-hunter2"],
  ["--password", "hunter2 hunter2"],
  ["-password", "hunter2"],
  ["--db.password", "hunter2"],
  ["--dbPassword2", "hunter2"],
  ["--passwd", "hunter2"],
  ["--pwd=hunter2"],
  ["--pass", "hunter2"],
  ["--passphrase", "hunter2"],
  ["--token", "hunter2"],
  ["--authToken", "hunter2"],
  ["--access-token=hunter2"],
  ["--tokens", "hunter2,hunter2"],
  ["--api-key", "hunter2"],
  ["--apikey=hunter2"],
  ["--APIKey", "hunter2"],
  ["--client_secret=hunter2"],
  ["--secret-key-base", "hunter2"],
  ["--session-id", "hunter2"],
  ["--auth", "me:hunter2"],
  ["--pin", "271828"],
  ["--private-key", "hunter2"],
  ["API_KEY=hunter2"],
  ["PGPASSWORD=hunter2 hunter2"],
  ["-DDB_PASSWORD=hunter2"],
  ["--env", "TOKEN=hunter2 hunter2"],
  ["--env=TOKEN=hunter2 hunter2"],
  ['--define:process.env.API_TOKEN="hunter2"'],
  ["--set", "db.auth.password=hunter2"],
  ["--password:hunter2"],
  ["password:Hunter2"],
  ["--header", "Authorization: Bearer hunter2"],
  ["--header=Authorization: Basic hunter2"],
  ["-H", "Authorization:hunter2"],
  ["-H", "X-Api-Key: hunter2"],
  ["-H", "Cookie: a=hunter2; b=hunter2"],
  ["--say", "Bearer hunter2hunter2"],
  ["https://h.example/p?a=1&access_token=hunter2&b=2"],
  ["https://h.example/p?to=https%3A%2F%2Fh%3Ftoken%3Dhunter2%26b%3D1"],
  ["user[password]=hunter2&user%5Btoken%5D=hunter2"],
  ["--db-url", "postgres://me:hunter2@h.example/db"],
  ["--db-url=postgres://me:hunter2@h.example/db"],
  ["redis://:hunter2@h.example:6379/0"],
  ["redis://:hunter2/hunter2@h.example:6379/0"],
  ["redis://:a@hunter2/hunter2@h.example:6379/0"],
  ["mongodb+srv://me:hunter2@one.example,two.example/db"],
  ["https://hunter2@github.com/me/repository"],
  ["me:hunter2@db.example.com:5432"],
  ["-u", "me:hunter2"],
  ["--user=me:hunter2"],
  ['{"password":"hunter2","n":1}'],
  ['{"a":{"token": "hun\\"ter2 hunter2"}}'.replace("hun", "hunter2 hun")],
  ["{'apiKey': 'hunter2'}"],
  ["{password:hunter2}"],
  ['{\\"password\\":\\"hunter2\\"}'],
  ['{"tokens":["hunter2","hunter2"]}'],
  ['{"password":\n  "hunter2"}'],
  ["Server=h;User=me;Password=hunter2 hunter2;Timeout=5"],
  ["AccountName=me;AccountKey=hunter2==;EndpointSuffix=core"],
  ["h.example:6379,password=hunter2,ssl=True"],
  [PEM("hunter2")],
  ["--key", PEM("hunter2\nhunter2")],
  [`--cert=${PEM("hunter2")}`],
  ["https://hooks.slack.com/services/T0/B0/hunter2"],
];

describe("a secret is taken out of", () => {
  test.each(SECRETS.map((args) => [args.join(" "), args] as const))("%s", (text, args) => {
    expect(commandLine(["node", "a.mjs", ...args, "--port=80"], 1024)).toMatch(/^node a\.mjs .*….* --port=80$/s);
    expect(commandLine(args, 1024)).not.toMatch(/hunter/i);
    // Argument boundaries are lost here, so whatever follows a space is kept.
    expect(maskText(text)).toContain("…");
    expect(maskText(text).replaceAll(/(?<==\S* |[;"] ?)(?:\S+ )*hunter2\S*|(?<=… )hunter2/g, "")).not.toMatch(
      /hunter/i,
    );
  });

  const shapes: readonly [what: string, secret: string][] = [
    ["GitHub", of("ghp_", 36)],
    ["GitHub, fine-grained", of("github_pat_", 60)],
    ["GitLab", of("glpat-", 20)],
    ["OpenAI", of("sk-proj-", 48)],
    ["Anthropic", of("sk-ant-api03-", 80)],
    ["Stripe", of("sk_live_", 24)],
    ["AWS", "AKIAABCDEFGHIJKLMNOP"],
    ["Google", of("AIza", 35)],
    ["Slack", of("xoxb-123456789012-", 24)],
    ["npm", of("npm_", 36)],
    ["Hugging Face", of("hf_", 34)],
    ["SendGrid", `SG.${of("", 22)}.${of("", 43)}`],
    ["a JSON Web Token", JWT],
    ["random letters and digits", "q7Zk2LxP9vTn4WbR8sYd1MfGh3JcA6Qe"],
    ["base64", "3q2+7wEjRWeJq83vASNFZ4mrze8BI0VniavN7wEjRWc="],
  ];
  test.each(shapes)("a value of any name, as %s writes it", (_, secret) => {
    for (const args of [
      [secret],
      ["-p", secret],
      [`--x=${secret}`],
      [`https://h.example/${secret}`],
      [`"${secret}",`],
    ]) {
      expect(commandLine(args, 1024)).not.toContain(secret.slice(-12));
      expect(maskText(args.join(" "))).not.toContain(secret.slice(-12));
    }
  });
});

test.each([
  ["--passes=3"],
  ["--passes", "3"],
  ["--pass", "2"],
  ["--pass-rate", "0.5"],
  ["--token-count", "5"],
  ["--max-tokens=100"],
  ["--tokens", "4k"],
  ["--tokenizer", "gpt2"],
  ["--token-window", "8"],
  ["--token-type", "bearer"],
  ["--bypass", "cache", "--compass", "north", "--passthrough", "all"],
  ["--password-file", "/run/secrets/password"],
  ["PASSWORD_FILE=/run/secrets/password"],
  ["--no-password", "server.mjs"],
  ["--password", "--verbose"],
  ["--token", "-v"],
  ["--password=true"],
  ["--auth=false", "--auth", "basic"],
  ["--secret-name", "database"],
  ["--private-key", "server.pem"],
  ["--key", "name", "--sort-key=start", "--primary-key", "id", "--keys", "a,b"],
  ["--author", "Ann", "--authors", "Ann,Bob", "--secretary", "Cid"],
  ["--seed", "123456789", "--hash", "sha256"],
  ["-p", "8080", "-P", "8443:443"],
  ["--user", "1000:1000", "--user", "ann"],
  ["token:refresh", "auth:latest", "secret:v1.2"],
  ["npm:react@18.2.0", "node:20@sha256:abc", "git@github.com:me/repository.git"],
  ["http://localhost:4873/@scope/package", "https://unpkg.com/react@18", "http://[::1]:8050/"],
  ["ann@example.com", "mailto:ann@example.com"],
  ["4f159cf8b7c1e2d3a4b5c6d7e8f9a0b1c2d3e4f5", "550e8400-e29b-41d4-a716-446655440000"],
  ["sha512-3q2+7wEjRWeJq83vASNFZ4mrze8BI0VniavN7wEjRWc="],
  ["src/components/UserAccountSettingsPage2.test.tsx", "2026-11-29T19-08-11-Report-Final-V2"],
  ["C:\\Users\\Ann\\Documents\\MyProject2\\TokenService.mjs", "./token.mjs", "secrets/passwords.txt"],
  ["--where", "a == b && c != d", "--sql", "SELECT key FROM t WHERE token IS NULL"],
  ["--json", '{"tokenCount":5,"key":"name","passes":[1,2]}'],
])("%s stays as it is", (...args) => {
  expect(commandLine(args, 1024)).toBe(args.join(" "));
  expect(maskText(args.join(" "))).toBe(args.join(" "));
});

test("what has been masked is masked no further", () => {
  for (const args of SECRETS) {
    const once = maskText([...args, "server.mjs", "x"].join(" "));
    expect(maskText(once)).toBe(once);
  }
});

test("any text: nothing throws, and a secret's value does not come through", () => {
  const { pick, below } = drawRandom();
  const parts = [
    "--token",
    "=",
    ":",
    '"',
    "'",
    "\\",
    "//",
    "@",
    "{",
    "[",
    "%",
    " ",
    "\n",
    "\ud800",
    "é",
    "😀",
    "a",
    "1",
    "-",
  ];
  for (let i = 0; i < 2000; i++) {
    const noise = Array.from({ length: below(12) }, () => pick(parts)).join("");
    maskText(noise);
    const line = commandLine([noise, "--password", "hunter2", "--x", `--api-key=${noise}hunter2`, noise], 1024);
    expect(line.isWellFormed()).toBe(true);
    expect(line).not.toContain("hunter2");
  }
});

test("a command of megabytes is looked through no further than it is kept", () => {
  for (const unit of ["a", "=", "//a:b", "eyJ", "token:a-", "--password ", '{"token":"', "a:b@c.", "bearer "]) {
    const long = unit.repeat(2_000_000 / unit.length);
    expect(commandLine(["node", long, "--password", "hunter2"], 1024).length).toBeLessThanOrEqual(1024);
    expect(maskText(long.slice(0, 100_000)).length).toBeLessThanOrEqual(100_000);
  }
});
