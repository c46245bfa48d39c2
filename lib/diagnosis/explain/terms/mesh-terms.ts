import {
	badBytes,
	bareEnd,
	needsCertificate,
	noBundle,
	noIdentity,
	noWorkloadApi,
	otherIdentity,
	otherName,
	partSettings,
	refused,
	silence,
	unknownAuthority,
	unnamedFault,
} from "../cause-lists.ts"
import type { TermGroup } from "./term-index.ts"

/** Words of SPIRE, go-spiffe, Envoy, Istio, Linkerd, HAProxy and nginx. Data. */
export const meshTerms: readonly TermGroup[] = [
	{
		causes: noWorkloadApi,
		why: "The Workload API did not answer, or its address is none.",
		terms: `watch the workload api
			watch workload api
			connect to the workload api
			reach the workload api
			contact the workload api
			dial workload api
			fetching x509 context
			agent address * is not a unix address
			must be a unix address
			workload api address
			socket path must
			unable to obtain x509 source
			unable to create x509 source
			unable to create x 509 source
			create x509source
			creating x509source
			new x509 source
			x509 source is closed
			node agent socket`,
	},
	{
		causes: noIdentity,
		why: "The agent or the authority gives this workload no identity.",
		terms: `no registration entries
			registration entry not found
			no matching registration
			no records found
			has no current svid
			no default x509 svid
			no x509 svid
			no svid
			certify failed to certify identity
			failed to certify identity
			failed to obtain identity
			failed to fetch workload certificate
			failed to generate workload certificate
			workload secret
			could not obtain svid`,
	},
	{
		causes: noBundle,
		why: "There is no valid bundle for this trust domain.",
		terms: `no bundle for trust domain
			no jwt bundle
			no x509 bundle
			no x 509 bundle
			bundle not found
			bundle is not found
			no bundle found
			no trust bundle
			bundle endpoint
			refresh bundle
			federated bundle
			no root ca
			root ca * not found
			could not fetch root
			unable to load trust bundle
			bundle * has no authorities
			no authorities`,
	},
	{
		causes: otherIdentity,
		why: "The peer's SPIFFE ID is missing, malformed or not an allowed one.",
		terms: `contains no uri san
			has no uri san
			missing uri san
			more than one uri san
			invalid spiffe id
			not a valid spiffe id
			malformed spiffe id
			trust domain mismatch
			unexpected trust domain
			different trust domain
			belongs to trust domain
			is not in the same trust domain
			trust domain * is not allowed
			unauthorized spiffe id
			spiffe id * not authorized
			not a member of trust domain
			leaf certificate must not have ca flag
			leaf certificate must not have keycertsign
			leaf certificate must not have crlsign
			leaf certificate must have digitalsignature
			signing certificate must have ca flag
			fail verify san
			san matcher
			san match failed
			principal mismatch
			identity mismatch
			expected server identity`,
	},
	{
		causes: [
			["expired-client-cert", 0.85],
			["trust-bundle-missing-or-stale", 0.25],
		],
		why: "The agent's own SVID no longer counts, so it must attest again.",
		terms: `agent svid * expired
			svid is expired
			agent is not attested
			agent is banned
			agent is not active
			agent must reattest
			not attested or no longer valid`,
	},
	{
		causes: [["token-missing-or-invalid", 0.9]],
		why: "The token that stands for the caller is missing or not accepted.",
		terms: `join token * expired
			join token * already been used
			join token was not
			no such join token
			unable to validate token
			token review
			token signed by unknown
			you must be logged in
			jwt svid * invalid
			invalid audience
			audience * not match`,
	},
	{
		causes: {
			client: [
				["client-cert-required", 0.85],
				["client-cert-untrusted", 0.3],
			],
			server: [["client-cert-required", 0.9]],
		},
		why: "A counter or a log of the proxy says that the peer brought no certificate.",
		terms: `fail verify no cert
			peer certificate is not presented`,
	},
	{
		causes: unnamedFault,
		why: "A counter of the proxy says that the verification of the peer's certificate failed.",
		terms: `fail verify error
			fail verify cert hash`,
	},
	{
		causes: silence,
		why: "The other side did not answer in time.",
		terms: `tls detection timed out
			layer4 timeout
			layer6 timeout
			timeout during ssl handshake
			protocol detection timed out
			http detection timed out
			connect timed out
			identity provider timed out`,
	},
	{
		causes: refused,
		why: "Nothing listens at the address.",
		terms: "layer4 connection problem",
	},
	{
		causes: bareEnd,
		why: "The connection ended in the middle of the handshake, without an alert.",
		terms: `connection closed during ssl handshake
			connection error during ssl handshake`,
	},
	{
		causes: unknownAuthority,
		why: "The verifier has no authority that stands behind this certificate.",
		terms: `client ca chain cannot be verified
			ssl client certificate not trusted
			server ssl ca chain cannot be verified`,
	},
	{
		causes: otherName,
		why: "None of the certificate's names is the wanted one.",
		terms: `upstream ssl certificate does not match
			server presented an ssl certificate different from the expected one`,
	},
	{
		causes: needsCertificate,
		why: "A client certificate was asked for, and none was sent.",
		terms: `sent no required ssl certificate
			no required ssl certificate was sent`,
	},
	{
		causes: partSettings,
		why: "The settings lack a part or contradict each other.",
		terms: `no ssl certificate specified
			verify is enabled * no ca file specified
			no ssl certificate is defined
			no ssl certificate key is defined
			chain missing certificate or private key
			must contain at least a certificate and a private key
			ssl was not enabled on bind
			no client ca file
			invalid * tls certificates * both
			failed to load incomplete certificate`,
	},
	{
		causes: badBytes,
		why: "The bytes are not the PEM or the kind of key that was expected.",
		terms: `unable to load ssl private key
			unable to load chain certificate
			failed to load private key
			failed to load certificate chain
			failed to load trusted ca certificates
			invalid path or inline * certificate`,
	},
]
