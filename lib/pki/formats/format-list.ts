/** A format in which a certificate, its key, or what to trust can be had. */
export interface OutputFormat {
	readonly id: OutputFormatId
	readonly label: string
	/** Who wants it, as a sentence. */
	readonly purpose: string
	readonly needsKey: boolean
	readonly needsPassphrase: boolean
}

/** Every format, in the order of the menu. */
export const outputFormats = [
	{
		id: "pem",
		label: "PEM",
		purpose: "Chain, full chain, key and CA in files of their own: what most programs read.",
		needsKey: false,
		needsPassphrase: false,
	},
	{
		id: "der",
		label: "DER",
		purpose: "Each certificate and the key in binary form.",
		needsKey: false,
		needsPassphrase: false,
	},
	{
		id: "pkcs12",
		label: "PKCS #12",
		purpose: "Key and chain in one encrypted file: Java 17, .NET, Windows, macOS.",
		needsKey: true,
		needsPassphrase: true,
	},
	{
		id: "pkcs12-legacy",
		label: "PKCS #12, old encryption",
		purpose: "For programs that read no AES in PKCS #12, such as Java before 8u301.",
		needsKey: true,
		needsPassphrase: true,
	},
	{
		id: "jks",
		label: "Java keystore (JKS)",
		purpose: "Key and chain for old Java programs. Its protection is weak: prefer PKCS #12.",
		needsKey: true,
		needsPassphrase: true,
	},
	{
		id: "truststore-pkcs12",
		label: "Trust store, PKCS #12",
		purpose: "The CA for Java and .NET.",
		needsKey: false,
		needsPassphrase: true,
	},
	{
		id: "truststore-jks",
		label: "Trust store, JKS",
		purpose: "The CA for old Java programs.",
		needsKey: false,
		needsPassphrase: true,
	},
	{
		id: "spiffe-jwks",
		label: "SPIFFE bundle (JWKS)",
		purpose: "The CA as the trust bundle of a trust domain, for federation.",
		needsKey: false,
		needsPassphrase: false,
	},
	{
		id: "bundle-der",
		label: "Bundle, concatenated DER",
		purpose: "The CA as the Workload API sends it.",
		needsKey: false,
		needsPassphrase: false,
	},
	{
		id: "kubernetes-secret",
		label: "Kubernetes Secret",
		purpose: "kubernetes.io/tls with tls.crt, tls.key and ca.crt.",
		needsKey: true,
		needsPassphrase: false,
	},
	{
		id: "kubernetes-configmap",
		label: "Kubernetes ConfigMap",
		purpose: "The CA for clients that mount it.",
		needsKey: false,
		needsPassphrase: false,
	},
	{
		id: "cert-manager",
		label: "cert-manager",
		purpose: "An Issuer and a Certificate that give a certificate of equal meaning.",
		needsKey: false,
		needsPassphrase: false,
	},
	{
		id: "compose",
		label: "Docker Compose",
		purpose: "A Permguard server that mounts these files.",
		needsKey: false,
		needsPassphrase: false,
	},
	{
		id: "env",
		label: ".env",
		purpose: "Permguard's variables for server and client.",
		needsKey: false,
		needsPassphrase: false,
	},
	{
		id: "openssl",
		label: "openssl commands",
		purpose: "Commands that make a certificate of equal meaning.",
		needsKey: false,
		needsPassphrase: false,
	},
] as const satisfies readonly (Omit<OutputFormat, "id"> & { readonly id: string })[]

/** One of the formats. */
export type OutputFormatId = (typeof outputFormats)[number]["id"]
