import {
	badBytes,
	bareEnd,
	expired,
	needsCertificate,
	noBundle,
	noHttp2,
	noIdentity,
	noName,
	noOverlap,
	notTls,
	noWorkloadApi,
	otherIdentity,
	otherKey,
	partSettings,
	refused,
	silence,
	unknownAuthority,
	unnamedHandshake,
	versionsApart,
	weak,
	wrongName,
	wrongUse,
} from "../cause-lists.ts"
import type { SidedCauses } from "../matcher.ts"

/** What words mean, whichever form they take: stems, and pairs of words. Data. */
const lexicon = {
	certificate: /^(?:certs?|certificates?|svids?|x509svid|keypair|leaf)$/,
	authority: /^(?:cas?|issuers?|authorit(?:y|ies)|roots?|anchors?|truststore|signers?|cacerts?|rootcas?)$/,
	bundle: /^(?:bundles?|truststore|anchors?|cacerts?|roots)$/,
	trust: /^(?:trust|trusted|trusts|untrusted|distrusted|recogni[sz]e[ds]?|vouch\w*)$/,
	untrusted: /^(?:untrusted|distrusted|unknown|unrecogni[sz]ed|unverified|unverifiable)$/,
	not: /^(?:not|no|t|none|never|nothing|neither|without|cannot|unable|fail|fails|failed|failure|failing|invalid|error|errors|mismatch\w*|missing|absent|lacks?|lacking|couldn|wrong|incorrect|unexpected|bad|unsupported|incompatible|different|differs?|disallowed|rejected|rejecting|refused|refuses|refusing|outside|below|empty)$/,
	absent: /^(?:missing|absent|without|lacks?|lacking|empty|none|no|not|didn|unset|undefined|null|nil)$/,
	name: /^(?:hostname|host|names?|sans?|cn|dnsname|subjectaltnames?|domain|altnames?|commonname|authority)$/,
	match:
		/^(?:match(?:es|ed|ing)?|mismatch\w*|correspond\w*|equal|differs?|different|fits?|pair|belongs?|include[sd]?|covers?|covered|contains?|presented)$/,
	expired: /^(?:expired|outdated|lapsed|notafter)$/,
	early: /^(?:notbefore|premature|future)$/,
	key: /^(?:keys?|privatekey|private)$/,
	client: /^(?:clients?|caller|mutual|mtls)$/,
	present:
		/^(?:present(?:s|ed)?|provide[ds]?|sen[dt]s?|supply|supplied|supplies|offer(?:s|ed)?|gave|given|attached|received)$/,
	require:
		/^(?:requires?|required|must|needs?|needed|mandatory|expect(?:s|ed)?|demand(?:s|ed)?|enforced?|strict)$/,
	revoked: /^(?:revoked)$/,
	plaintext: /^(?:plaintext|plain|cleartext|unencrypted|h2c|nontls)$/,
	tls: /^(?:tls|ssl|https|mtls|handshake|tlsv\d*)$/,
	ended: /^(?:eof|closed|closes|reset|aborted|dropped|disconnect(?:ed)?|terminated|hangup|syscall)$/,
	late: /^(?:timeout|timedout|unresponsive|elapsed|deadline)$/,
	version: /^(?:version|versions|protocol|protocols|tlsv\d*)$/,
	suite: /^(?:ciphers?|ciphersuites?|suites?|curves?|groups?|sigalgs?|signature|schemes?)$/,
	agree:
		/^(?:support(?:s|ed)?|common|shared?|overlap|compatible|agree[ds]?|agreement|negotiat\w*|accept(?:s|ed)?|mutual|acceptable|select\w*)$/,
	alpn: /^(?:alpn|h2|nextprotos?)$/,
	weak: /^(?:weak|short|sha1|md5|small|obsolete|deprecated)$/,
	use: /^(?:usages?|purposes?|ekus?|keyusage|serverauth|clientauth|extkeyusage)$/,
	spiffe: /^(?:spiffe|spiffeid|svids?|trustdomain)$/,
	allow:
		/^(?:allow(?:s|ed)?|permit(?:s|ted)?|authori[sz]e[ds]?|members?|belongs?|accept(?:ed)?|expected|unexpected|want(?:ed)?|unauthori[sz]ed)$/,
	workload: /^(?:workloadapi|spire)$/,
	identity: /^(?:identity|identities|svids?)$/,
	issue:
		/^(?:issued?|obtain|fetch(?:ed|ing)?|retrieve|acquire|get|receive|request(?:ed|ing)?|certify|rotate|registered|available|assigned)$/,
	read: /^(?:pars(?:e|ed|ing)|decod(?:e|ed|ing)|read|reading|load|loading|import|format|malformed|corrupt(?:ed)?|decrypt|unmarshal|invalid|unreadable|encoding|pem|pkcs\d*|unsupported)$/,
	file: /^(?:file|files|path|filename|directory|secret|mount|volume)$/,
	credential: /^(?:credentials?|tokens?|bearer)$/,
	intermediate: /^(?:intermediates?|incomplete)$/,
	exposed: /^(?:privacy|integrity|insecure|plaintext|unencrypted)$/,
	channel: /^(?:channel|channels|connection|transport)$/,
	resolve: /^(?:resolv(?:e|ed|ing|er)|resolution|lookup|dns)$/,
	refusedWord: /^(?:refused|refusing|unreachable|listening)$/,
	connect: /^(?:connect(?:ion|ions|ed|ing)?|dial(?:ing)?|reach|upstream)$/,
	settings:
		/^(?:config(?:ured|uration|ure)?|settings?|options?|flags?|env|variable|specified|set|enabled|given|provided)$/,
} as const satisfies Readonly<Record<string, RegExp>>

/** Pairs of words that mean more together. */
const pairs: readonly (readonly [RegExp, Idea])[] = [
	[/^trust (?:anchors?|bundles?|stores?|roots?)$/, "bundle"],
	[/^ca (?:bundle|file|certs?|certificates?|pool)$/, "bundle"],
	[/^root (?:cas?|certs?|certificates?|store)$/, "bundle"],
	[/^(?:not|isn) (?:yet|valid yet)$/, "early"],
	[/^(?:clock|time) skew$/, "early"],
	[/^(?:in|from) (?:the )?future$/, "early"],
	[/^(?:no|any) longer$/, "expired"],
	[/^timed out$/, "late"],
	[/^workload api$/, "workload"],
	[/^trust domain$/, "spiffe"],
	[/^http 2$/, "alpn"],
	[/^key usage$/, "use"],
	[/^sha 1$/, "weak"],
	[/^server name$/, "name"],
	[/^server auth$/, "use"],
	[/^client auth$/, "use"],
	[/^private key$/, "key"],
]

/** One meaning that words can have. */
export type Idea = keyof typeof lexicon

/** The causes that some ideas in one clause point to. */
export interface ConceptRule {
	/** Of each list, one idea must be there. */
	readonly all: readonly (readonly Idea[])[]
	readonly none?: readonly Idea[]
	readonly causes: SidedCauses
	readonly why: string
}

const words = new Map<string, readonly Idea[]>()
const wordsMax = 5_000

/** The ideas of a word, alone and with the word behind it. */
export function ideaOf(word: string, next: string): readonly Idea[] {
	const known = words.get(word) ?? ideasOfWord(word)
	if (words.size < wordsMax) words.set(word, known)
	const paired = pairs.flatMap(([pattern, idea]) => (pattern.test(`${word} ${next}`) ? [idea] : []))
	return paired.length === 0 ? known : [...known, ...paired]
}

function isIdea(name: string): name is Idea {
	return name in lexicon
}

function ideasOfWord(word: string): readonly Idea[] {
	return Object.entries(lexicon).flatMap(([name, pattern]) =>
		isIdea(name) && pattern.test(word) ? [name] : [],
	)
}

/** Ideas that point to a cause; the first rule that fits a clause counts. Data. */
export const conceptRules: readonly ConceptRule[] = [
	{
		all: [["credential"], ["exposed"], ["channel"]],
		causes: [["token-over-plaintext-refused", 0.95]],
		why: "The words say that credentials must not go over a channel without encryption.",
	},
	{
		all: [["certificate"], ["key"], ["match"], ["not"]],
		causes: otherKey,
		why: "The words say that certificate and key do not belong together.",
	},
	{
		all: [["certificate"], ["revoked"]],
		causes: [["revoked", 0.95]],
		why: "The words say that a certificate is revoked.",
	},
	{
		all: [["certificate", "authority", "bundle"], ["early"]],
		causes: [["not-yet-valid", 0.9]],
		why: "The words say that a certificate is not valid yet, or that clocks disagree.",
	},
	{
		all: [["certificate", "authority", "bundle"], ["expired"]],
		causes: expired,
		why: "The words say that a certificate has expired.",
	},
	{
		all: [["certificate"], ["key"], ["absent"], ["settings", "require"]],
		none: ["file"],
		causes: partSettings,
		why: "The words say that certificate and key must be set together.",
	},
	{
		all: [["spiffe"], ["not"], ["allow", "match"]],
		causes: otherIdentity,
		why: "The words say that this SPIFFE identity is not the one that is allowed.",
	},
	{
		all: [["workload"], ["not", "absent"]],
		causes: noWorkloadApi,
		why: "The words say that the Workload API did not serve.",
	},
	{
		all: [["bundle"], ["absent", "not"]],
		none: ["read", "untrusted"],
		causes: noBundle,
		why: "The words say that the authorities to trust are missing.",
	},
	{
		all: [
			["certificate", "authority", "tls"],
			["trust", "untrusted"],
			["not", "untrusted"],
		],
		causes: unknownAuthority,
		why: "The words say that the authority behind a certificate is not trusted.",
	},
	{
		all: [["certificate"], ["client"], ["absent"], ["present", "require"]],
		causes: needsCertificate,
		why: "The words say that a client certificate is wanted and none came.",
	},
	{
		all: [["certificate"], ["client"], ["require"]],
		none: ["file", "read"],
		causes: needsCertificate,
		why: "The words say that a client certificate is wanted.",
	},
	{
		all: [["use"], ["not", "absent"], ["certificate", "tls", "allow"]],
		causes: wrongUse,
		why: "The words say that the certificate is not meant for this side of TLS.",
	},
	{
		all: [["certificate", "tls"], ["name"], ["match"], ["not"]],
		causes: wrongName,
		why: "The words say that the certificate carries another name.",
	},
	{
		all: [["weak"], ["key", "certificate", "suite"], ["not", "weak"]],
		causes: weak,
		why: "The words name a signature or a key that is too weak.",
	},
	{
		all: [["intermediate"], ["not", "absent"], ["certificate", "present", "tls"]],
		causes: [
			["missing-intermediate", 0.9],
			["untrusted-issuer", 0.5],
		],
		why: "The words say that a link between the certificate and its root was not sent.",
	},
	{
		all: [["alpn"], ["agree", "absent"], ["not"]],
		causes: noHttp2,
		why: "The words say that HTTP/2 was not agreed on.",
	},
	{
		all: [["suite"], ["agree"], ["not"]],
		none: ["certificate"],
		causes: noOverlap,
		why: "The words say that the lists of algorithms do not overlap.",
	},
	{
		all: [["tls"], ["version"], ["agree"], ["not"]],
		causes: versionsApart,
		why: "The words say that the versions of TLS do not fit.",
	},
	{
		all: [["plaintext"], ["tls"]],
		causes: notTls,
		why: "The words say that one side speaks plaintext and the other TLS.",
	},
	{
		all: [["certificate", "key", "authority"], ["file"], ["absent"]],
		causes: [
			["file-unreadable", 0.85],
			["partial-config", 0.6],
		],
		why: "The words say that a file with a certificate or key is not there.",
	},
	{
		all: [["certificate", "key"], ["read"], ["not"]],
		causes: badBytes,
		why: "The words say that a key or a certificate could not be read.",
	},
	{
		all: [["identity"], ["issue"], ["not"]],
		causes: noIdentity,
		why: "The words say that the workload was given no identity.",
	},
	{
		all: [["tls"], ["ended"]],
		causes: bareEnd,
		why: "The words say that the connection ended in the handshake.",
	},
	{
		all: [["tls", "connect"], ["late"]],
		causes: silence,
		why: "The words say that nothing came back in time.",
	},
	{
		all: [["credential"], ["absent"]],
		none: ["certificate", "key"],
		causes: [["token-missing-or-invalid", 0.9]],
		why: "The words say that the call came without a token.",
	},
	{
		all: [["resolve"], ["not"], ["name"]],
		causes: noName,
		why: "The words say that a name was not resolved.",
	},
	{
		all: [["connect"], ["refusedWord"]],
		causes: refused,
		why: "The words say that nothing listens at the address.",
	},
	{
		all: [["tls"], ["not"], ["settings"]],
		none: ["certificate", "key"],
		causes: {
			client: [
				["tls-client-to-plaintext-server", 0.85],
				["partial-config", 0.6],
			],
			server: [["partial-config", 0.7]],
		},
		why: "The words say that TLS is not switched on at one of the sides.",
	},
	{
		all: [["tls"], ["not"]],
		causes: unnamedHandshake,
		why: "The words say that TLS failed, and not why.",
	},
]
