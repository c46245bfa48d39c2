import type { CoherenceRule } from "./coherence-rule.ts"
import { clientCertificateIncomplete } from "./rules/client-certificate-incomplete.ts"
import { clientWithoutRequiredCertificate } from "./rules/client-without-required-certificate.ts"
import { csiVolumeWithoutFiles } from "./rules/csi-volume-without-files.ts"
import { endpointSchemeUnknown } from "./rules/endpoint-scheme-unknown.ts"
import { externalModeWithoutReload } from "./rules/external-mode-without-reload.ts"
import { generatedCertificateChanges } from "./rules/generated-certificate-changes.ts"
import { plaintextProbeOnTlsPort } from "./rules/plaintext-probe-on-tls-port.ts"
import { schemeContradictsServer } from "./rules/scheme-contradicts-server.ts"
import { serverCertificateFilesMissing } from "./rules/server-certificate-files-missing.ts"
import { serverFilesWithoutTls } from "./rules/server-files-without-tls.ts"
import { serverModeInvalid } from "./rules/server-mode-invalid.ts"
import { skipVerifyAgainstSpiffeServer } from "./rules/skip-verify-against-spiffe-server.ts"
import { spiffeSocketNotSet } from "./rules/spiffe-socket-not-set.ts"
import { spiffeSocketWrongForm } from "./rules/spiffe-socket-wrong-form.ts"
import { tlsSettingsOnPlaintextEndpoint } from "./rules/tls-settings-on-plaintext-endpoint.ts"
import { verificationSwitchedOff } from "./rules/verification-switched-off.ts"

/** Every rule about settings, in the order in which findings of one severity are shown. */
export const coherenceRules: readonly CoherenceRule[] = [
	serverModeInvalid,
	serverCertificateFilesMissing,
	serverFilesWithoutTls,
	csiVolumeWithoutFiles,
	spiffeSocketNotSet,
	spiffeSocketWrongForm,
	clientCertificateIncomplete,
	tlsSettingsOnPlaintextEndpoint,
	endpointSchemeUnknown,
	skipVerifyAgainstSpiffeServer,
	clientWithoutRequiredCertificate,
	schemeContradictsServer,
	plaintextProbeOnTlsPort,
	generatedCertificateChanges,
	externalModeWithoutReload,
	verificationSwitchedOff,
]
