import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { runToEnd } from "./process.ts"

/** Reads a transport socket into Envoy's own messages, unknown fields refused, and holds it to the rules in them. */
const program = `package main

import (
	"encoding/json"
	"fmt"
	"os"

	core "github.com/envoyproxy/go-control-plane/envoy/config/core/v3"
	tls "github.com/envoyproxy/go-control-plane/envoy/extensions/transport_sockets/tls/v3"
	"google.golang.org/protobuf/encoding/protojson"
	"sigs.k8s.io/yaml"
)

func main() {
	text, err := os.ReadFile(os.Args[1])
	must(err)
	var parts map[string]json.RawMessage
	must(yaml.Unmarshal(text, &parts))
	var socket core.TransportSocket
	must(protojson.Unmarshal(parts["transport_socket"], &socket))
	must(socket.ValidateAll())
	var context tls.DownstreamTlsContext
	must(socket.GetTypedConfig().UnmarshalTo(&context))
	must(context.ValidateAll())
	common := context.GetCommonTlsContext()
	for _, each := range common.GetTlsCertificates() {
		fmt.Println(each.GetCertificateChain().GetFilename(), each.GetPrivateKey().GetFilename())
	}
	fmt.Println(common.GetValidationContext().GetTrustedCa().GetFilename())
	fmt.Println(socket.GetName(), context.GetRequireClientCertificate().GetValue(), common.GetAlpnProtocols())
}

func must(err error) {
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}
`

/** Builds the reader; Envoy's API definitions for Go are fetched. Resolves with its path. */
export async function buildEnvoyReader(parent: string): Promise<string> {
	const folder = join(parent, "envoy")
	await mkdir(folder)
	await writeFile(join(folder, "main.go"), program)
	const required = ["github.com/envoyproxy/go-control-plane/envoy v1.32.4", "sigs.k8s.io/yaml v1.4.0"]
	await writeFile(
		join(folder, "go.mod"),
		`module reader\n\ngo 1.23\n\nrequire (\n\t${required.join("\n\t")}\n)\n`,
	)
	const env = { GOFLAGS: "-buildvcs=false -mod=mod", GOTOOLCHAIN: "local", GOWORK: "off" }
	await runToEnd("go", ["mod", "tidy"], { cwd: folder, env, limitMs: 150_000 })
	await runToEnd("go", ["build", "-o", "reader", "."], { cwd: folder, env, limitMs: 300_000 })
	return join(folder, "reader")
}

/** Builds grpcurl, fetched through Go's modules. Resolves with the folder that holds it. */
export async function buildGrpcurl(parent: string): Promise<string> {
	const env = { GOBIN: join(parent, "bin"), GOFLAGS: "-buildvcs=false", GOTOOLCHAIN: "local", GOWORK: "off" }
	const words = ["install", "github.com/fullstorydev/grpcurl/cmd/grpcurl@v1.9.3"]
	await runToEnd("go", words, { cwd: parent, env, limitMs: 500_000 })
	return env.GOBIN
}
