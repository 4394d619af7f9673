// Grades the headers of the site at the given address, which answers as the given origin, with
// MDN's HTTP Observatory and Google's CSP evaluator. The Observatory is made to scan hosts on the
// internet; here its tests get the answers of a site on this machine, under the public names.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createRequire } from "node:module";

const [address, origin] = process.argv.slice(2);
const root = dirname(createRequire(import.meta.url).resolve("@mdn/mdn-http-observatory/package.json"));
// An install script, which is not run, downloads the list of preloaded hosts. The origin is not on it.
mkdirSync(join(root, "conf"), { recursive: true });
writeFileSync(join(root, "conf/hsts-preload.json"), "{}");
const own = (path) => import(join(root, "src", path));
const [{ Requests }, { Session }, { ALL_TESTS }, { getScoreModifier, getGradeForScore }, { MINIMUM_SCORE_FOR_EXTRA_CREDIT }, { AxiosHeaders }] =
  await Promise.all([own("types.js"), own("retriever/session.js"), own("constants.js"), own("grader/grader.js"), own("grader/charts.js"), import("axios")]);

const url = new URL("/", origin);
// As the proxy in front of the site would send it.
const answer = await fetch(address, { headers: { accept: "text/html", "x-forwarded-host": url.host }, redirect: "manual" });
const html = await answer.text();
const requests = new Requests(url.hostname);
const response = {
  headers: new AxiosHeaders(Object.fromEntries(answer.headers)),
  request: { headers: new AxiosHeaders() },
  status: answer.status,
  statusText: answer.statusText,
  verified: true,
  data: html,
  config: { headers: new AxiosHeaders() },
  httpEquiv: new Map(),
};
requests.resources.path = html;
Object.assign(requests.responses, { auto: response, cors: response, https: response, http: null });
// A proxy in front of the site listens on https alone.
requests.responses.httpRedirects = [];
requests.responses.httpsRedirects = [{ url, status: answer.status }];
requests.session = new Session(url);
for (const cookie of answer.headers.getSetCookie()) {
  requests.session.jar.setCookieSync(cookie, url.href);
}

let [score, lost] = [100, 0];
for (const test of ALL_TESTS) {
  const { result, name } = Object.assign({ name: test.name }, test(requests));
  const modifier = getScoreModifier(result);
  score += modifier;
  lost += Math.min(modifier, 0);
  console.log(`${String(modifier).padStart(4)}  ${name}: ${result}`);
}
score = 100 + lost >= MINIMUM_SCORE_FOR_EXTRA_CREDIT ? score : 100 + lost;
console.log(`HTTP Observatory: ${score}, ${getGradeForScore(score).grade}`);

const { CspEvaluator } = await import("csp_evaluator/dist/evaluator.js");
const { CspParser } = await import("csp_evaluator/dist/parser.js");
const findings = new CspEvaluator(new CspParser(answer.headers.get("content-security-policy")).csp).evaluate();
// 50 is "medium, maybe": `'self'` can be a problem on a site that serves scripts under any requested
// name. This site serves a fixed set of files.
const serious = findings.filter((finding) => finding.severity < 50 || (finding.severity === 50 && finding.value !== "'self'"));
for (const finding of findings) {
  console.log(`CSP evaluator, severity ${finding.severity}: ${finding.directive} ${finding.value ?? ""} ${finding.description}`);
}
if (score < 135 || lost < 0 || serious.length > 0) {
  console.error("the headers are weaker than they should be");
  process.exit(1);
}
