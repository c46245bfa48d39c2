import {
	expired,
	needsCertificate,
	noAuthority,
	notTls,
	otherName,
	unknownAuthority,
	versionsApart,
	weak,
	wrongUse,
} from "./cause-lists.ts"
import type { Matcher, SidedCauses } from "./matcher.ts"

/** Plain words are surer than nothing and less sure than a library's own: each weight is lowered a little. */
function lowered(causes: SidedCauses): SidedCauses {
	const lower = (list: readonly (readonly [string, number])[]) =>
		list.map(([rule, confidence]) => [rule, confidence * 0.85] as const)
	return "client" in causes ? { client: lower(causes.client), server: lower(causes.server) } : lower(causes)
}

/** What programs write in their own words about certificates, names and settings. Data. */
export const plainWordMatchers: readonly Matcher[] = [
	{
		pattern:
			/\b(?:issuer|authority|CA|root)\b.{0,40}\b(?:is |was )?(?:not (?:trusted|known|recogni[sz]ed|found)|untrusted|unknown)|(?:unknown|untrusted|unrecogni[sz]ed|unable to find|cannot find|could not find|no trusted|no such)(?!.{0,12}\b(?:field|key|column|property|attribute|argument|option|flag|parameter)\b).{0,20}\b(?:issuer|CA|(?:certificate )?authority|root)\b|certificate (?:is |was )?(?:not trusted|untrusted|could not be (?:trusted|verified))|verif(?:y|ication) of the (?:server|peer)'?s? certificate failed|certificate verification (?:failed|error)|SSL certificate problem/i,
		causes: lowered(unknownAuthority),
		why: "The words say that the authority behind the certificate is not trusted.",
	},
	{
		pattern:
			/(?:certificate|cert|svid|bundle)\b.{0,40}\b(?:has |have |is |was )?(?:already )?expired|expired.{0,20}\b(?:certificate|cert|svid)\b|timestamp check failed|validity check failed|outside (?:of )?its validity/i,
		causes: lowered(expired),
		why: "The words say that a certificate has expired.",
	},
	{
		pattern:
			/agent(?:'s)? SVID.{0,20}expired|re-?attest(?:ation)? (?:is )?(?:needed|required)|agent.{0,30}(?:is |was )?(?:banned|evicted)/i,
		causes: [
			["expired-client-cert", 0.88],
			["trust-bundle-missing-or-stale", 0.25],
		],
		why: "The agent's own SVID no longer counts, so it must attest again.",
	},
	{
		pattern:
			/(?:updat|refresh|fetch|load|read|get)\w{0,5}.{0,30}\b(?:federated )?(?:trust )?bundle\b|bundle.{0,30}(?:stale|out of date|not refreshed)/i,
		causes: [["trust-bundle-missing-or-stale", 0.9]],
		why: "The trust bundle could not be brought up to date.",
	},
	{
		pattern:
			/(?:host ?name|server name|name|SAN|domain)\b.{0,40}\b(?:mismatch|does not match|doesn't match|not match|verification failed|not found in (?:the )?cert)|(?:mismatch|wrong).{0,20}host ?name|(?:certificate|cert) (?:is |was |has been )?(?:issued )?for .{1,100}\b(?:but|not|instead of|rather than)\b/i,
		causes: lowered(otherName),
		why: "The words say that the certificate carries another name.",
	},
	{
		pattern:
			/(?:expected|wanted|allowed|got|instead of) .{0,40}spiffe:\/\/|spiffe:\/\/\S{1,300}.{0,60}\b(?:expected|wanted|mismatch|is not|was not|does not|not allowed|unauthori[sz]ed|rejected)\b/i,
		causes: [
			["wrong-spiffe-id", 0.88],
			["permission-denied-authz", 0.2],
		],
		why: "The words hold a SPIFFE ID against the one that was wanted.",
	},
	{
		pattern: /only (?:has |contains? |carries )?(?:a )?URI SANs?|only URI SAN|no DNS SAN/i,
		causes: [
			["uri-san-only", 0.85],
			["hostname-mismatch", 0.3],
		],
		why: "The certificate carries URIs and no DNS name.",
	},
	{
		pattern:
			/(?:SHA-?1|MD5|\b(?:512|768|1024)[ -]?bits?)\b.{0,60}(?:not (?:allowed|accepted|supported|permitted)|weak|disabled|reject|refus|forbidden|below|less than|too (?:small|short))|(?:weak|insecure|disallowed|forbidden).{0,30}(?:SHA-?1|MD5|signature|key size|RSA)/i,
		causes: lowered(weak),
		why: "The words name a signature or a key that is too weak for the verifier.",
	},
	{
		pattern:
			/(?:issuer|intermediate|signer).{0,20}(?:is |was )?not a CA\b|basicConstraints|cA=FALSE|not authori[sz]ed to (?:sign|issue) cert/i,
		causes: lowered(noAuthority),
		why: "A link of the chain is not marked as an authority.",
	},
	{
		pattern:
			/(?:purpose|usage|EKU|serverAuth|clientAuth)\b.{0,50}\b(?:not (?:allow|permit|include|contain|match)|missing|does not|mismatch|incompatible|unsuitable)|(?:missing|lacks|without|not allow|not permit).{0,40}\b(?:serverAuth|clientAuth|server auth|client auth|EKU|extended key usage)/i,
		causes: lowered(wrongUse),
		why: "The words say that the certificate is not meant for this side of TLS.",
	},
	{
		pattern:
			/(?:no|missing|without(?: a)?|requires? (?:a )?|did not (?:send|present|provide)(?: a)?|expected a) (?:valid )?(?:TLS )?client.?cert(?:ificate)?\b|mTLS (?:is )?(?:required|enforced)|mutual TLS (?:is )?required/i,
		causes: lowered(needsCertificate),
		why: "The words say that a client certificate is wanted.",
	},
	{
		pattern:
			/\bclient\b.{0,40}\b(?:plaintext|plain text|cleartext|unencrypted|without TLS|insecurely)\b|\bserver (?:expects|requires|wants|speaks|only accepts) (?:TLS|SSL|https)\b/i,
		causes: [["plaintext-client-to-tls-server", 0.88]],
		why: "The words say that the client speaks plaintext and the server TLS.",
	},
	{
		pattern:
			/\bserver\b.{0,40}\b(?:plaintext|plain text|cleartext|unencrypted|without TLS)\b|\bclient (?:expects|requires|wants|speaks|only accepts) (?:TLS|SSL|https)\b/i,
		causes: [["tls-client-to-plaintext-server", 0.88]],
		why: "The words say that the server speaks plaintext and the client TLS.",
	},
	{
		pattern:
			/(?:plaintext|plain-text|cleartext|unencrypted|non-TLS|insecure|SSLv2).{0,40}(?:connection|request|client|handshake|traffic).{0,40}(?:TLS|SSL|secure|https|received)/i,
		causes: lowered(notTls),
		why: "The words say that one side speaks plaintext and the other TLS.",
	},
	{
		pattern:
			/(?:did not|does not|doesn't|didn't|failed to|not|without).{0,20}(?:negotiate|select|agree|advertise|offer|support)\w{0,5}.{0,20}(?:\bh2\b|HTTP\/2|ALPN)|ALPN.{0,40}(?:mismatch|empty|none|no overlap|did not)|(?:\bh2\b|HTTP\/2) (?:is )?(?:not|wasn't|was not) negotiated/i,
		causes: [
			["alpn-missing-h2", 0.8],
			["http1-proxy-or-wrong-protocol", 0.2],
		],
		why: "The words say that HTTP/2 was not agreed on by ALPN.",
	},
	{
		pattern:
			/(?:TLS|SSL|protocol) version.{0,40}(?:mismatch|not supported|unsupported|too (?:old|low)|rejected|disabled)|(?:unsupported|incompatible|obsolete) (?:TLS|SSL) version|TLS ?v?1\.[0-3]\b.{0,40}(?:minimum|is (?:too old|disabled|not)|not (?:allowed|enabled|supported)|refus|reject)|(?:only (?:supports?|speaks?|offers?)|minimum|at least).{0,30}TLS ?v?1\.[0-3]/i,
		causes: lowered(versionsApart),
		why: "The words say that the versions of TLS do not fit.",
	},
	{
		pattern:
			/(?:required|missing|mandatory) (?:flags?|options?|arguments?|settings?|parameters?)\b.{0,40}(?:cert|key|\bca\b|keystore|tls)|(?:at least|exactly|only|either) one of .{0,100}(?:cert|key|tls|\bca\b).{0,100}(?:required|must|needed)|--(?:tls-|ssl-)?(?:cert|key|ca|keystore)[\w-]{0,20} (?:not (?:provided|set|given|specified)|is (?:required|missing)|must be)|both (?:the )?(?:tls )?cert(?:ificate)?s? and (?:the )?(?:private )?keys? (?:must|have to|need|are required)|given without --?|(?:cert|key|ca)\S{0,20} (?:was |is )?(?:given|set|specified) without|requires (?:both )?(?:a )?(?:certificate|cert|key) (?:and|or)|must (?:also )?(?:set|specify|provide) (?:a |the )?(?:tls )?(?:key|cert|ca)|conflicting TLS|TLS is (?:not )?(?:enabled|configured) but/i,
		causes: [["partial-config", 0.85]],
		why: "The words say that a part of the TLS settings is missing.",
	},
	{
		pattern:
			/asn1: (?:structure|syntax) error|asn1 (?:parse|decod)|(?:load|parse|decode|read)\w{0,4} (?:the )?(?:private |public )?(?:key|key ?pair|certificate|cert|PEM)\b.{0,60}(?:fail|error|invalid|malformed|unexpected|not)|(?:fail\w{0,3}|unable|could not|cannot|error) (?:to )?(?:load|pars|decod|read|import)\w{0,4} (?:the )?(?:client |server |tls |private |public |x509 )*(?:key|key ?pair|certificate|cert|PEM|keystore)\b|PKCS11_ERROR|invalid PEM|malformed PEM|PEM (?:data )?(?:is )?(?:invalid|malformed|empty)|encrypted private key|passphrase/i,
		causes: [
			["bad-pem-or-key", 0.65],
			["file-unreadable", 0.3],
		],
		why: "A key or a certificate could not be read as what it should be.",
	},
	{
		pattern:
			/from proxy after CONNECT|407 Proxy|Proxy Authentication Required|Tunnel connection failed|proxy (?:refused|error|returned|responded)|via proxy|through (?:the )?proxy .{0,40}(?:fail|refused|denied)/i,
		causes: [["proxy-env-interference", 0.94]],
		why: "A proxy that the environment names took part, and refused.",
	},
	{
		pattern:
			/\bconnect (?:ENOENT|EACCES)\b|(?:socket|\.sock)\b.{0,60}(?:ENOENT|EACCES|does not exist|not found|no such file|permission denied|cannot be opened)/i,
		causes: [
			["uds-path-or-permission", 0.9],
			["workload-api-unavailable", 0.3],
		],
		why: "The system refused the path of a unix socket.",
	},
	{
		pattern:
			/workload ?attestor|no selectors found|attestation of the workload|could not attest|unable to attest/i,
		causes: [
			["workload-no-identity", 0.85],
			["workload-api-unavailable", 0.5],
		],
		why: "The agent could not find out who the workload is.",
	},
	{
		pattern:
			/\bConnectionRefused\b|connect(?:ion)? (?:was )?(?:refused|rejected by (?:the )?(?:host|target))|nothing (?:is )?listening|ERR_CONNECTION_REFUSED/i,
		causes: [["connection-refused", 0.88]],
		why: "Nothing listens at the address.",
	},
	{
		pattern:
			/connect(?:ion|ing)?.{0,20} tim(?:ed ?out|eout)|timed? ?out.{0,20}connect|ERR_CONNECTION_TIMED_OUT|ConnectTimeoutError|host (?:is )?unreachable|SYN.{0,20}no (?:answer|reply)|(?:after|within) \d{1,6} ?(?:ms|s|sec\w{0,4}|min\w{0,4})\b.{0,20}no (?:response|answer|reply)|no (?:response|answer|reply) .{0,30}(?:after|within) \d/i,
		causes: [["timeout-or-blackhole", 0.8]],
		why: "The connection was not answered in time.",
	},
	{
		pattern:
			/grpc-status header missing|bogus greeting[^\n]{0,20}"(?:GET|POST|PUT|HEAD|OPTIONS)|(?:GET|POST) https?:\/\/\S{1,200} failed with status code|Invalid HTTP request received(?!.{0,10}\\x16)|answered with HTML|<!doctype html|<html/i,
		causes: [["http1-proxy-or-wrong-protocol", 0.85]],
		why: "HTTP/1 or a web page stands where gRPC was expected.",
	},
	{
		pattern:
			/(?:token|jwt|bearer|credentials?|api.?key)\b.{0,40}\b(?:has |have |is |was |are )?(?:expired|missing|invalid|malformed|rejected|not (?:valid|found|provided|accepted))|no (?:credentials|token|api.?key)\b|(?:invalid|missing|expired|bad) (?:credentials|token|jwt|api.?key)|validate JWT/i,
		causes: [["token-missing-or-invalid", 0.85]],
		why: "The words say that a token is missing or is not accepted.",
	},
	{
		pattern:
			/\bforbidden\b|not (?:allowed|permitted|authori[sz]ed) to\b|access (?:is |was )?denied|denied by policy|(?:no|not have|n't have|lacks?|without) permission|insufficient (?:permissions?|privileges|scope)/i,
		causes: [["permission-denied-authz", 0.7]],
		why: "The words say that the caller is known and may not do this.",
	},
]
