import type { LabScenario } from "./scenario.ts"
import { acceptsAnyCertificate } from "./scenarios/accepts-any-certificate.ts"
import { acceptsExpiredCertificate } from "./scenarios/accepts-expired-certificate.ts"
import { acceptsWrongEku } from "./scenarios/accepts-wrong-eku.ts"
import { anyToken } from "./scenarios/any-token.ts"
import { badPem } from "./scenarios/bad-pem.ts"
import { blackhole } from "./scenarios/blackhole.ts"
import { caNameOnly } from "./scenarios/ca-name-only.ts"
import { clientCertRequired } from "./scenarios/client-cert-required.ts"
import { clientCertRequiredTls12 } from "./scenarios/client-cert-required-tls12.ts"
import { clientCertUntrusted } from "./scenarios/client-cert-untrusted.ts"
import { clientCertWrongEku } from "./scenarios/client-cert-wrong-eku.ts"
import { cnOnly } from "./scenarios/cn-only.ts"
import { connectCors } from "./scenarios/connect-cors.ts"
import { connectNoCors } from "./scenarios/connect-no-cors.ts"
import { connectionRefused } from "./scenarios/connection-refused.ts"
import { dnsFailure } from "./scenarios/dns-failure.ts"
import { expired } from "./scenarios/expired.ts"
import { expiredClientCert } from "./scenarios/expired-client-cert.ts"
import { externalRotating } from "./scenarios/external-rotating.ts"
import { externalStale } from "./scenarios/external-stale.ts"
import { flood } from "./scenarios/flood.ts"
import { garbage } from "./scenarios/garbage.ts"
import { healthNotServing } from "./scenarios/health-not-serving.ts"
import { healthOpen } from "./scenarios/health-open.ts"
import { http1Only } from "./scenarios/http1-only.ts"
import { http1OverTls } from "./scenarios/http1-over-tls.ts"
import { http1Proxy } from "./scenarios/http1-proxy.ts"
import { hugeChain } from "./scenarios/huge-chain.ts"
import { ipDialled } from "./scenarios/ip-dialled.ts"
import { keyMismatch } from "./scenarios/key-mismatch.ts"
import { largeHelloBreaks } from "./scenarios/large-hello-breaks.ts"
import { lateClientAuth } from "./scenarios/late-client-auth.ts"
import { missingFile } from "./scenarios/missing-file.ts"
import { missingIntermediate } from "./scenarios/missing-intermediate.ts"
import { mixedPortScenario } from "./scenarios/mixed-port.ts"
import { mtlsOptional } from "./scenarios/mtls-optional.ts"
import { mtlsTls12 } from "./scenarios/mtls-tls12.ts"
import { mtlsTls13 } from "./scenarios/mtls-tls13.ts"
import { noAlpn } from "./scenarios/no-alpn.ts"
import { noSharedCipher } from "./scenarios/no-shared-cipher.ts"
import { notYetValid } from "./scenarios/not-yet-valid.ts"
import { oldTls } from "./scenarios/old-tls.ts"
import { partialConfig } from "./scenarios/partial-config.ts"
import { permissionDenied } from "./scenarios/permission-denied.ts"
import { plaintext } from "./scenarios/plaintext.ts"
import { plaintextDialledAsTls } from "./scenarios/plaintext-dialled-as-tls.ts"
import { plaintextOnTlsPort } from "./scenarios/plaintext-on-tls-port.ts"
import { plaintextWithToken } from "./scenarios/plaintext-with-token.ts"
import { protocolVersion } from "./scenarios/protocol-version.ts"
import { replicaDown } from "./scenarios/replica-down.ts"
import { replicaRefuses } from "./scenarios/replica-refuses.ts"
import { replicaStale } from "./scenarios/replica-stale.ts"
import { resetMidHandshake } from "./scenarios/reset-mid-handshake.ts"
import { selfSigned } from "./scenarios/self-signed.ts"
import { serverCertWrongEku } from "./scenarios/server-cert-wrong-eku.ts"
import { signatureOnly } from "./scenarios/signature-only.ts"
import { slowBytes } from "./scenarios/slow-bytes.ts"
import { spiffe } from "./scenarios/spiffe.ts"
import { spiffeAnyTrustDomain } from "./scenarios/spiffe-any-trust-domain.ts"
import { spiffeBundleStale } from "./scenarios/spiffe-bundle-stale.ts"
import { spiffeDialledAsTls } from "./scenarios/spiffe-dialled-as-tls.ts"
import { spiffeNotFederated } from "./scenarios/spiffe-not-federated.ts"
import { spiffeOtherTrustDomain } from "./scenarios/spiffe-other-trust-domain.ts"
import { spiffeWrongId } from "./scenarios/spiffe-wrong-id.ts"
import { spiffeWrongTrustDomain } from "./scenarios/spiffe-wrong-trust-domain.ts"
import { streamSkipsToken } from "./scenarios/stream-skips-token.ts"
import { svidStale } from "./scenarios/svid-stale.ts"
import { tls } from "./scenarios/tls.ts"
import { tlsDialledAsPlaintext } from "./scenarios/tls-dialled-as-plaintext.ts"
import { tlsPrivateCa } from "./scenarios/tls-private-ca.ts"
import { tls12Only } from "./scenarios/tls12-only.ts"
import { tls13Only } from "./scenarios/tls13-only.ts"
import { tokenAccepted } from "./scenarios/token-accepted.ts"
import { tokenOverPlaintext } from "./scenarios/token-over-plaintext.ts"
import { tokenRequired } from "./scenarios/token-required.ts"
import { trustBundleStale } from "./scenarios/trust-bundle-stale.ts"
import { unixMissing } from "./scenarios/unix-missing.ts"
import { unixMtls } from "./scenarios/unix-mtls.ts"
import { unixPlaintext } from "./scenarios/unix-plaintext.ts"
import { unreadableCertificate } from "./scenarios/unreadable-certificate.ts"
import { untrustedIssuer } from "./scenarios/untrusted-issuer.ts"
import { weakCiphers } from "./scenarios/weak-ciphers.ts"
import { workloadApiUnavailable } from "./scenarios/workload-api-unavailable.ts"
import { workloadNoIdentity } from "./scenarios/workload-no-identity.ts"
import { wrongHost } from "./scenarios/wrong-host.ts"

/** Every scenario of the lab, healthy ones first within each mode. Written out: the order is the order of the page. */
export const labScenarios: readonly LabScenario[] = [
	plaintext,
	tls,
	tlsPrivateCa,
	mtlsTls12,
	mtlsTls13,
	mtlsOptional,
	externalRotating,
	externalStale,
	spiffe,
	spiffeOtherTrustDomain,
	spiffeNotFederated,
	spiffeBundleStale,
	svidStale,
	spiffeWrongId,
	spiffeWrongTrustDomain,
	spiffeDialledAsTls,
	workloadApiUnavailable,
	workloadNoIdentity,
	untrustedIssuer,
	selfSigned,
	missingIntermediate,
	trustBundleStale,
	expired,
	notYetValid,
	wrongHost,
	ipDialled,
	cnOnly,
	serverCertWrongEku,
	unreadableCertificate,
	clientCertRequired,
	clientCertRequiredTls12,
	clientCertUntrusted,
	expiredClientCert,
	clientCertWrongEku,
	lateClientAuth,
	replicaStale,
	replicaRefuses,
	replicaDown,
	noAlpn,
	tls12Only,
	tls13Only,
	weakCiphers,
	largeHelloBreaks,
	protocolVersion,
	noSharedCipher,
	plaintextDialledAsTls,
	tlsDialledAsPlaintext,
	http1Only,
	http1OverTls,
	http1Proxy,
	connectCors,
	connectNoCors,
	mixedPortScenario,
	tokenAccepted,
	tokenRequired,
	tokenOverPlaintext,
	permissionDenied,
	healthNotServing,
	connectionRefused,
	dnsFailure,
	blackhole,
	slowBytes,
	resetMidHandshake,
	garbage,
	flood,
	hugeChain,
	unixPlaintext,
	unixMtls,
	unixMissing,
	keyMismatch,
	partialConfig,
	badPem,
	missingFile,
	acceptsAnyCertificate,
	acceptsExpiredCertificate,
	acceptsWrongEku,
	caNameOnly,
	signatureOnly,
	spiffeAnyTrustDomain,
	plaintextOnTlsPort,
	oldTls,
	streamSkipsToken,
	anyToken,
	plaintextWithToken,
	healthOpen,
]
