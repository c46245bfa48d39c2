import type { Cause } from "./cause.ts"
import type { Runtime } from "./runtime.ts"

/** Grpc.Net.Client over SocketsHttpHandler; the platform's TLS decides what is offered and how chains are built. */
export const dotnet: Runtime = {
	id: "dotnet",
	label: ".NET, Grpc.Net.Client",
	alpn: "required",
	commonName: "unknown",
	order: ["trust", "validity", "usage", "name"],
	strictness: {
		"ca-leaf": "unknown",
		"version-1": "unknown",
		"any-eku": "unknown",
		"no-digital-signature": "unknown",
		"sha-1": "unknown",
		"rsa-below-2048": "unknown",
		"rsa-below-1024": "unknown",
	},
	mayFetchIntermediates: true,
	canSkipVerification: true,
	looksAt: ["eku", "key-usage"],
	unix: "unknown",
	errorText: dotnetText,
	textSource: { text: "Error texts of dotnet/runtime and of issues of grpc-dotnet, not measured" },
	sources: {
		hello: [
			{
				text: ".NET documentation, TLS best practices",
				section: "the operating system chooses versions and suites",
			},
		],
		alpn: [
			{ text: "dotnet/runtime SocketsHttpHandler", section: "version policy of HTTP/2" },
			{ text: "grpc/grpc-dotnet, GrpcChannelOptions.HttpVersionPolicy" },
		],
		peer: [
			{ text: "dotnet/runtime SslStream, RemoteCertificateChainErrors and RemoteCertificateNameMismatch" },
			{ text: "grpc/grpc-dotnet#1567 and #1342" },
		],
		"client-certificate": [{ text: "dotnet/runtime CertificateHelper.GetEligibleClientCertificate" }],
	},
}

const starting = (text: string) =>
	`Status(StatusCode="Internal", Detail="Error starting gRPC call. HttpRequestException: ${text}")`
const tls = (text: string) =>
	starting(`The SSL connection could not be established, see inner exception. ${text}`)
const chain = (status: string) =>
	tls(
		`AuthenticationException: The remote certificate is invalid because of errors in the certificate chain: ${status}`,
	)

/** Wordings that were read in issues of grpc-dotnet and in dotnet/runtime; the platform words the others. */
function dotnetText(cause: Cause): string | undefined {
	switch (cause.kind) {
		case "no-alpn":
			return starting(
				"Requesting HTTP version 2.0 with version policy RequestVersionOrHigher while unable to establish HTTP/2 connection.",
			)
		case "untrusted":
			return chain(cause.why === "self-signed" ? "UntrustedRoot" : "PartialChain")
		case "expired":
		case "not-yet-valid":
			return chain("NotTimeValid")
		case "usage":
			return chain("NotValidForUsage")
		case "name":
			return tls(
				"AuthenticationException: The remote certificate is invalid according to the validation procedure: RemoteCertificateNameMismatch",
			)
		case "tls-to-plaintext":
			return tls(
				"AuthenticationException: Cannot determine the frame size or a corrupted frame was received.",
			)
		default:
			return undefined
	}
}
