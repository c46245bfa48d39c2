import type { CoherenceRule } from "./coherence-rule.ts"
import { agentTrustsFirstServer } from "./rules/agent-trusts-first-server.ts"
import { certificateLacksEndpointName } from "./rules/certificate-lacks-endpoint-name.ts"
import { certificateRenewedTooEarly } from "./rules/certificate-renewed-too-early.ts"
import { certificateUsagesIncomplete } from "./rules/certificate-usages-incomplete.ts"
import { clientCertificateIncomplete } from "./rules/client-certificate-incomplete.ts"
import { clientCertificateNotDemanded } from "./rules/client-certificate-not-demanded.ts"
import { clientCertificatesNotVerified } from "./rules/client-certificates-not-verified.ts"
import { clientWithoutRequiredCertificate } from "./rules/client-without-required-certificate.ts"
import { csiVolumeWithoutFiles } from "./rules/csi-volume-without-files.ts"
import { downstreamWithoutAlpn } from "./rules/downstream-without-alpn.ts"
import { endpointSchemeUnknown } from "./rules/endpoint-scheme-unknown.ts"
import { externalModeWithoutReload } from "./rules/external-mode-without-reload.ts"
import { fileClientAgainstSpiffeServer } from "./rules/file-client-against-spiffe-server.ts"
import { filesWithoutEffect } from "./rules/files-without-effect.ts"
import { generatedCertificateChanges } from "./rules/generated-certificate-changes.ts"
import { keyFileNotReadable } from "./rules/key-file-not-readable.ts"
import { meshModesContradict } from "./rules/mesh-modes-contradict.ts"
import { meshPermitsPlaintext } from "./rules/mesh-permits-plaintext.ts"
import { meshRuleIncomplete } from "./rules/mesh-rule-incomplete.ts"
import { mountedSecretLacksFile } from "./rules/mounted-secret-lacks-file.ts"
import { nginxFilesMissing } from "./rules/nginx-files-missing.ts"
import { nginxListenerWithoutHttp2 } from "./rules/nginx-listener-without-http2.ts"
import { plaintextProbeOnTlsPort } from "./rules/plaintext-probe-on-tls-port.ts"
import { privateKeyInConfigmap } from "./rules/private-key-in-configmap.ts"
import { schemeContradictsServer } from "./rules/scheme-contradicts-server.ts"
import { secretMountedBySubpath } from "./rules/secret-mounted-by-subpath.ts"
import { serverCertificateFilesMissing } from "./rules/server-certificate-files-missing.ts"
import { serverFilesWithoutTls } from "./rules/server-files-without-tls.ts"
import { serverModeInvalid } from "./rules/server-mode-invalid.ts"
import { serviceProtocolUndeclared } from "./rules/service-protocol-undeclared.ts"
import { serviceReachesNoPort } from "./rules/service-reaches-no-port.ts"
import { settingNameUnknown } from "./rules/setting-name-unknown.ts"
import { settingOverridden } from "./rules/setting-overridden.ts"
import { skipVerifyAgainstSpiffeServer } from "./rules/skip-verify-against-spiffe-server.ts"
import { socketPathsDiffer } from "./rules/socket-paths-differ.ts"
import { spiffeClientAgainstFileServer } from "./rules/spiffe-client-against-file-server.ts"
import { spiffeIdentityNotRestricted } from "./rules/spiffe-identity-not-restricted.ts"
import { spiffeSocketNotMounted } from "./rules/spiffe-socket-not-mounted.ts"
import { spiffeSocketNotSet } from "./rules/spiffe-socket-not-set.ts"
import { spiffeSocketWrongForm } from "./rules/spiffe-socket-wrong-form.ts"
import { storedCertificateOutOfDate } from "./rules/stored-certificate-out-of-date.ts"
import { storedKeyMismatch } from "./rules/stored-key-mismatch.ts"
import { storedMaterialUnreadable } from "./rules/stored-material-unreadable.ts"
import { tlsFileNotMounted } from "./rules/tls-file-not-mounted.ts"
import { tlsSecretIncomplete } from "./rules/tls-secret-incomplete.ts"
import { tlsSettingsOnPlaintextEndpoint } from "./rules/tls-settings-on-plaintext-endpoint.ts"
import { trustDomainsDiffer } from "./rules/trust-domains-differ.ts"
import { upstreamNameNotChecked } from "./rules/upstream-name-not-checked.ts"
import { upstreamNotVerified } from "./rules/upstream-not-verified.ts"
import { upstreamWithoutHttp2 } from "./rules/upstream-without-http2.ts"
import { verificationSwitchedOff } from "./rules/verification-switched-off.ts"
import { volumeNotDefined } from "./rules/volume-not-defined.ts"

/** Every rule about settings, in the order in which findings of one severity are shown: what never starts comes first. */
export const coherenceRules: readonly CoherenceRule[] = [
	serverModeInvalid,
	serverCertificateFilesMissing,
	serverFilesWithoutTls,
	csiVolumeWithoutFiles,
	volumeNotDefined,
	tlsSecretIncomplete,
	storedMaterialUnreadable,
	storedKeyMismatch,
	storedCertificateOutOfDate,
	mountedSecretLacksFile,
	tlsFileNotMounted,
	keyFileNotReadable,
	spiffeSocketNotSet,
	spiffeSocketWrongForm,
	spiffeSocketNotMounted,
	socketPathsDiffer,
	trustDomainsDiffer,
	nginxFilesMissing,
	meshRuleIncomplete,
	meshModesContradict,
	certificateRenewedTooEarly,
	clientCertificateIncomplete,
	tlsSettingsOnPlaintextEndpoint,
	endpointSchemeUnknown,
	schemeContradictsServer,
	skipVerifyAgainstSpiffeServer,
	clientWithoutRequiredCertificate,
	certificateLacksEndpointName,
	plaintextProbeOnTlsPort,
	downstreamWithoutAlpn,
	upstreamWithoutHttp2,
	nginxListenerWithoutHttp2,
	clientCertificatesNotVerified,
	serviceReachesNoPort,
	settingNameUnknown,
	settingOverridden,
	privateKeyInConfigmap,
	clientCertificateNotDemanded,
	meshPermitsPlaintext,
	upstreamNotVerified,
	upstreamNameNotChecked,
	verificationSwitchedOff,
	agentTrustsFirstServer,
	certificateUsagesIncomplete,
	fileClientAgainstSpiffeServer,
	spiffeClientAgainstFileServer,
	generatedCertificateChanges,
	externalModeWithoutReload,
	secretMountedBySubpath,
	filesWithoutEffect,
	serviceProtocolUndeclared,
	spiffeIdentityNotRestricted,
]
