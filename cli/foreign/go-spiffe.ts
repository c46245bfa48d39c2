import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { runToEnd } from "./process.ts"

/**
 * A gRPC server and client of go-spiffe and grpc-go: both take SVIDs from the Workload API, and a new connection is made
 * every 50 ms until the deadline. Prints what came of it as JSON. Also fetches and validates a JWT-SVID.
 */
const program = `package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"time"

	"github.com/spiffe/go-spiffe/v2/spiffegrpc/grpccredentials"
	"github.com/spiffe/go-spiffe/v2/spiffeid"
	"github.com/spiffe/go-spiffe/v2/spiffetls/tlsconfig"
	"github.com/spiffe/go-spiffe/v2/svid/jwtsvid"
	"github.com/spiffe/go-spiffe/v2/workloadapi"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/health"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/peer"
)

type result struct {
	Handshakes int
	Failures   []string
	Serials    []string
	Jwt        string
	JwtRefused string
}

func main() {
	address, id := os.Args[1], os.Args[2]
	duration, err := time.ParseDuration(os.Args[3])
	must(err)
	ctx, cancel := context.WithTimeout(context.Background(), duration+30*time.Second)
	defer cancel()
	options := workloadapi.WithClientOptions(workloadapi.WithAddr(address))
	source, err := workloadapi.NewX509Source(ctx, options)
	must(err)
	defer source.Close()
	authorized := tlsconfig.AuthorizeID(spiffeid.RequireFromString(id))
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	must(err)
	server := grpc.NewServer(grpc.Creds(grpccredentials.MTLSServerCredentials(source, source, authorized)))
	healthpb.RegisterHealthServer(server, health.NewServer())
	go server.Serve(listener)
	defer server.Stop()

	found := result{Failures: []string{}}
	seen := map[string]bool{}
	for end := time.Now().Add(duration); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		serial, err := call(ctx, listener.Addr().String(), credentials.NewTLS(tlsconfig.MTLSClientConfig(source, source, authorized)))
		found.Handshakes++
		if err != nil {
			found.Failures = append(found.Failures, err.Error())
		} else if !seen[serial] {
			seen[serial] = true
			found.Serials = append(found.Serials, serial)
		}
	}
	found.Jwt, found.JwtRefused = jwt(ctx, address)
	must(json.NewEncoder(os.Stdout).Encode(found))
}

func call(ctx context.Context, target string, creds credentials.TransportCredentials) (string, error) {
	conn, err := grpc.NewClient(target, grpc.WithTransportCredentials(creds))
	if err != nil {
		return "", err
	}
	defer conn.Close()
	limited, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	var other peer.Peer
	if _, err := healthpb.NewHealthClient(conn).Check(limited, &healthpb.HealthCheckRequest{}, grpc.Peer(&other)); err != nil {
		return "", err
	}
	info, ok := other.AuthInfo.(credentials.TLSInfo)
	if !ok {
		return "", fmt.Errorf("no TLS")
	}
	return info.State.PeerCertificates[0].SerialNumber.Text(16), nil
}

func jwt(ctx context.Context, address string) (string, string) {
	source, err := workloadapi.NewJWTSource(ctx, workloadapi.WithClientOptions(workloadapi.WithAddr(address)))
	must(err)
	defer source.Close()
	svid, err := source.FetchJWTSVID(ctx, jwtsvid.Params{Audience: "api"})
	must(err)
	parsed, err := jwtsvid.ParseAndValidate(svid.Marshal(), source, []string{"api"})
	must(err)
	_, refused := jwtsvid.ParseAndValidate(svid.Marshal(), source, []string{"other"})
	return parsed.ID.String(), fmt.Sprint(refused)
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
`

const grpcVersion = "v1.70.0"
const spiffeVersion = "v2.5.0"
const tidyMs = 150_000
const buildMs = 300_000

/** Builds the program, modules fetched into the folder. Resolves with its path. */
export async function buildGoSpiffe(folder: string): Promise<string> {
	await mkdir(folder, { recursive: true })
	await writeFile(join(folder, "main.go"), program)
	const required = [
		`google.golang.org/grpc ${grpcVersion}`,
		`github.com/spiffe/go-spiffe/v2 ${spiffeVersion}`,
	]
	await writeFile(
		join(folder, "go.mod"),
		`module foreign\n\ngo 1.23\n\nrequire (\n\t${required.join("\n\t")}\n)\n`,
	)
	const env = {
		GOMODCACHE: join(folder, "modules"),
		GOFLAGS: "-modcacherw -buildvcs=false",
		GOTOOLCHAIN: "local",
		GOWORK: "off",
	}
	await runToEnd("go", ["mod", "tidy"], { cwd: folder, env, limitMs: tidyMs })
	await runToEnd("go", ["build", "-trimpath", "-o", "workload", "."], { cwd: folder, env, limitMs: buildMs })
	return join(folder, "workload")
}
