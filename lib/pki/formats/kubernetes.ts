import { stringify } from "yaml"
import { plainKeyPem } from "./encode-key.ts"
import type { CertificateMaterial, FormatOptions } from "./material.ts"
import { toPem } from "./to-pem.ts"

/** A Secret of type kubernetes.io/tls with tls.crt, tls.key and, beside them, ca.crt as cert-manager writes it. */
export function writeKubernetesSecret(
	{ chain, roots, key }: CertificateMaterial,
	{ name }: FormatOptions,
): string {
	return stringify({
		apiVersion: "v1",
		kind: "Secret",
		metadata: { name: `${name}-tls` },
		type: "kubernetes.io/tls",
		stringData: {
			"tls.crt": pems(chain),
			"tls.key": key === undefined ? "" : plainKeyPem(key).reveal(),
			"ca.crt": pems(roots),
		},
	})
}

/** A ConfigMap with the CA, for clients that mount it. */
export function writeConfigMap({ roots }: CertificateMaterial, { name }: FormatOptions): string {
	return stringify({
		apiVersion: "v1",
		kind: "ConfigMap",
		metadata: { name: `${name}-ca` },
		data: { "ca.crt": pems(roots) },
	})
}

function pems(ders: readonly Uint8Array[]): string {
	return ders.map((der) => toPem("CERTIFICATE", der)).join("")
}
