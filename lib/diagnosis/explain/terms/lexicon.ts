/** What words mean, whichever form they take: stems, and pairs of words. Data. */
const lexicon = {
	certificate: /^(?:certs?|certificates?|svids?|x509svid|keypair|leaf)$/,
	authority: /^(?:cas?|issuers?|authorit(?:y|ies)|roots?|anchors?|truststore|signers?|cacerts?|rootcas?)$/,
	bundle: /^(?:bundles?|truststore|anchors?|cacerts?|roots)$/,
	trust: /^(?:trust|trusted|trusts|untrusted|distrusted|recogni[sz]e[ds]?|vouch\w*)$/,
	untrusted: /^(?:untrusted|distrusted|unknown|unrecogni[sz]ed|unverified|unverifiable)$/,
	not: /^(?:not|no|t|none|never|nothing|neither|without|cannot|unable|fail|fails|failed|failure|failing|invalid|error|errors|mismatch\w*|missing|absent|lacks?|lacking|couldn|wrong|incorrect|unexpected|bad|unsupported|incompatible|different|differs?|disallowed|rejected|rejecting|refused|refuses|refusing|outside|below|empty|disabled)$/,
	absent: /^(?:missing|absent|without|lacks?|lacking|empty|none|no|not|didn|unset|undefined|null|nil)$/,
	name: /^(?:hostname|host|names?|sans?|cn|dnsname|subjectaltnames?|domain|altnames?|commonname|authority)$/,
	match:
		/^(?:match(?:es|ed|ing)?|mismatch\w*|correspond\w*|equal|differs?|different|fits?|pair|belongs?|include[sd]?|covers?|covered|contains?|presented)$/,
	expired: /^(?:expired|outdated|lapsed|notafter)$/,
	early: /^(?:notbefore|premature|future)$/,
	key: /^(?:keys?|privatekey|private|keystore)$/,
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
	read: /^(?:pars(?:e|ed|ing)|decod(?:e|ed|ing)|read|reading|load|loaded|loading|import|format|malformed|corrupt(?:ed)?|decrypt|unmarshal|retrieve|unreadable|encoding|pem|pkcs\d*|unsupported)$/,
	file: /^(?:file|files|path|filename|directory|secret|mount|volume)$/,
	credential: /^(?:credentials?|tokens?|bearer)$/,
	intermediate: /^(?:intermediates?|incomplete)$/,
	exposed: /^(?:privacy|integrity|insecure|plaintext|unencrypted)$/,
	channel: /^(?:channel|channels|connection|transport)$/,
	resolve: /^(?:resolv(?:e|ed|ing|er)|resolution|lookup|dns)$/,
	refusedWord: /^(?:refused|refusing|unreachable|listening)$/,
	connect: /^(?:connect(?:ion|ions|ed|ing)?|dial(?:ing)?|reach|upstream)$/,
	schema:
		/^(?:fields?|json|yaml|columns?|propert(?:y|ies)|attributes?|schemas?|arguments?|parameters?|rows?|tables?|records?|map|cache|inventory|user|profile|subscription|claims?|identifiers?)$/,
	lack: /^(?:missing|without|lacks?|lacking)$/,
	found: /^(?:found|exists?)$/,
	context: /^(?:context|ctx|sslcontext)$/,
	changed: /^(?:changed|rotated|replaced)$/,
	reject: /^(?:invalid|rejected|refused|unacceptable|bad|fail(?:ed|s|ure)?)$/,
	verify: /^(?:signed|verif(?:y|ied|ication)|authenticate[ds]?|validat(?:e|ed|ion)|trace[ds]?)$/,
	signature: /^(?:signatures?)$/,
	together: /^(?:together|both|either|neither|pairs?)$/,
	empty: /^(?:empty|blank|truncated)$/,
	altName: /^(?:sans?|subjectaltnames?|altnames?)$/,
	settings:
		/^(?:config(?:ured|uration|ure)?|settings?|options?|flags?|env|variable|specified|set|enabled|disabled|given|provided)$/,
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
	[/^alt names?$/, "altName"],
	[/^alternative names?$/, "altName"],
	[/^key usage$/, "use"],
	[/^sha 1$/, "weak"],
	[/^server name$/, "name"],
	[/^server auth$/, "use"],
	[/^client auth$/, "use"],
	[/^private key$/, "key"],
]

/** One meaning that words can have. */
export type Idea = keyof typeof lexicon

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
