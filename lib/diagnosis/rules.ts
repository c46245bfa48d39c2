import type { Rule } from "./rule.ts"
import { acceptsAnyClientCertificate } from "./rules/accepts-any-client-certificate.ts"
import { acceptsExpiredClientCertificate } from "./rules/accepts-expired-client-certificate.ts"
import { acceptsForeignSpiffeIdentity } from "./rules/accepts-foreign-spiffe-identity.ts"
import { acceptsMissingToken } from "./rules/accepts-missing-token.ts"
import { acceptsNoClientCertificate } from "./rules/accepts-no-client-certificate.ts"
import { acceptsPlaintextOnTlsPort } from "./rules/accepts-plaintext-on-tls-port.ts"
import { acceptsWrongEkuClientCertificate } from "./rules/accepts-wrong-eku-client-certificate.ts"
import { alpnMissingH2 } from "./rules/alpn-missing-h2.ts"
import { badPemOrKey } from "./rules/bad-pem-or-key.ts"
import { caWithoutBasicConstraints } from "./rules/ca-without-basic-constraints.ts"
import { captureIncomplete } from "./rules/capture-incomplete.ts"
import { captureSealed } from "./rules/capture-sealed.ts"
import { clientAuthOptional } from "./rules/client-auth-optional.ts"
import { clientCertRequired } from "./rules/client-cert-required.ts"
import { clientCertUntrusted } from "./rules/client-cert-untrusted.ts"
import { clientCertWrongEku } from "./rules/client-cert-wrong-eku.ts"
import { clientRefusedCertificate } from "./rules/client-refused-certificate.ts"
import { cnOnlyNoSan } from "./rules/cn-only-no-san.ts"
import { connectionRefused } from "./rules/connection-refused.ts"
import { connectionResetMidHandshake } from "./rules/connection-reset-mid-handshake.ts"
import { corsMissingForBrowsers } from "./rules/cors-missing-for-browsers.ts"
import { dnsFailure } from "./rules/dns-failure.ts"
import { expiredClientCert } from "./rules/expired-client-cert.ts"
import { expiredServerCert } from "./rules/expired-server-cert.ts"
import { fileUnreadable } from "./rules/file-unreadable.ts"
import { healthNotServing } from "./rules/health-not-serving.ts"
import { healthOpenWithoutToken } from "./rules/health-open-without-token.ts"
import { hostnameMismatch } from "./rules/hostname-mismatch.ts"
import { http1ProxyOrWrongProtocol } from "./rules/http1-proxy-or-wrong-protocol.ts"
import { invalidTarget } from "./rules/invalid-target.ts"
import { ipSanMissing } from "./rules/ip-san-missing.ts"
import { keepaliveGoaway } from "./rules/keepalive-goaway.ts"
import { keyCertMismatch } from "./rules/key-cert-mismatch.ts"
import { largeClientHelloRefused } from "./rules/large-client-hello-refused.ts"
import { missingIntermediate } from "./rules/missing-intermediate.ts"
import { nameConstraintViolation } from "./rules/name-constraint-violation.ts"
import { noSharedCipherOrGroup } from "./rules/no-shared-cipher-or-group.ts"
import { notYetValid } from "./rules/not-yet-valid.ts"
import { oldTlsAccepted } from "./rules/old-tls-accepted.ts"
import { otherNotSecurity } from "./rules/other-not-security.ts"
import { partialConfig } from "./rules/partial-config.ts"
import { permissionDeniedAuthz } from "./rules/permission-denied-authz.ts"
import { plaintextClientToTlsServer } from "./rules/plaintext-client-to-tls-server.ts"
import { protocolVersionMismatch } from "./rules/protocol-version-mismatch.ts"
import { proxyEnvInterference } from "./rules/proxy-env-interference.ts"
import { replicasDiffer } from "./rules/replicas-differ.ts"
import { revoked } from "./rules/revoked.ts"
import { selfSignedLeaf } from "./rules/self-signed-leaf.ts"
import { servedCertificateStale } from "./rules/served-certificate-stale.ts"
import { serverCertWrongEku } from "./rules/server-cert-wrong-eku.ts"
import { sniMissingOrWrong } from "./rules/sni-missing-or-wrong.ts"
import { streamSkipsTokenCheck } from "./rules/stream-skips-token-check.ts"
import { svidStale } from "./rules/svid-stale.ts"
import { timeoutOrBlackhole } from "./rules/timeout-or-blackhole.ts"
import { tlsClientToPlaintextServer } from "./rules/tls-client-to-plaintext-server.ts"
import { tlsInterception } from "./rules/tls-interception.ts"
import { tlsRecordOverflowOrGarbage } from "./rules/tls-record-overflow-or-garbage.ts"
import { tokenAcceptedOverPlaintext } from "./rules/token-accepted-over-plaintext.ts"
import { tokenMissingOrInvalid } from "./rules/token-missing-or-invalid.ts"
import { tokenOverPlaintextRefused } from "./rules/token-over-plaintext-refused.ts"
import { trustBundleMissingOrStale } from "./rules/trust-bundle-missing-or-stale.ts"
import { udsPathOrPermission } from "./rules/uds-path-or-permission.ts"
import { unreadableCertificate } from "./rules/unreadable-certificate.ts"
import { untrustedIssuer } from "./rules/untrusted-issuer.ts"
import { uriSanOnly } from "./rules/uri-san-only.ts"
import { weakCipherSuiteAccepted } from "./rules/weak-cipher-suite-accepted.ts"
import { weakSignatureOrKey } from "./rules/weak-signature-or-key.ts"
import { workloadApiUnavailable } from "./rules/workload-api-unavailable.ts"
import { workloadNoIdentity } from "./rules/workload-no-identity.ts"
import { worksAsConfigured } from "./rules/works-as-configured.ts"
import { wrongSpiffeId } from "./rules/wrong-spiffe-id.ts"

/**
 * Every rule, in the order in which things have to be mended: what stands earlier hides what stands later. The last four
 * see the findings of all others.
 */
export const rules: readonly Rule[] = [
	invalidTarget,
	fileUnreadable,
	badPemOrKey,
	keyCertMismatch,
	partialConfig,
	dnsFailure,
	udsPathOrPermission,
	connectionRefused,
	timeoutOrBlackhole,
	workloadApiUnavailable,
	workloadNoIdentity,
	plaintextClientToTlsServer,
	tlsClientToPlaintextServer,
	tokenOverPlaintextRefused,
	http1ProxyOrWrongProtocol,
	tlsRecordOverflowOrGarbage,
	sniMissingOrWrong,
	protocolVersionMismatch,
	noSharedCipherOrGroup,
	connectionResetMidHandshake,
	unreadableCertificate,
	trustBundleMissingOrStale,
	missingIntermediate,
	selfSignedLeaf,
	untrustedIssuer,
	caWithoutBasicConstraints,
	nameConstraintViolation,
	weakSignatureOrKey,
	expiredServerCert,
	notYetValid,
	serverCertWrongEku,
	cnOnlyNoSan,
	uriSanOnly,
	ipSanMissing,
	hostnameMismatch,
	wrongSpiffeId,
	clientRefusedCertificate,
	alpnMissingH2,
	clientCertRequired,
	expiredClientCert,
	clientCertWrongEku,
	revoked,
	clientCertUntrusted,
	clientAuthOptional,
	servedCertificateStale,
	svidStale,
	corsMissingForBrowsers,
	replicasDiffer,
	keepaliveGoaway,
	tokenMissingOrInvalid,
	permissionDeniedAuthz,
	healthNotServing,
	proxyEnvInterference,
	tlsInterception,
	acceptsPlaintextOnTlsPort,
	acceptsNoClientCertificate,
	acceptsAnyClientCertificate,
	acceptsExpiredClientCertificate,
	acceptsWrongEkuClientCertificate,
	acceptsForeignSpiffeIdentity,
	oldTlsAccepted,
	weakCipherSuiteAccepted,
	largeClientHelloRefused,
	tokenAcceptedOverPlaintext,
	acceptsMissingToken,
	streamSkipsTokenCheck,
	healthOpenWithoutToken,
	captureSealed,
	captureIncomplete,
	worksAsConfigured,
	otherNotSecurity,
]

/** Rule id to rule. */
export const rulesById: ReadonlyMap<string, Rule> = new Map(rules.map((rule) => [rule.id, rule]))
