import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { runToEnd } from "./process.ts"

const program = `package main

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"os"
	"strings"
	"time"
)

func main() {
	for _, dir := range os.Args[2:] {
		said := "ok"
		if err := handshake(dir, os.Args[1]); err != nil {
			said = strings.ReplaceAll(err.Error(), "\\n", " ")
		}
		fmt.Printf("%s\\t%s\\n", dir, said)
	}
}

func handshake(dir, name string) error {
	pem, err := os.ReadFile(dir + "/root.pem")
	if err != nil {
		return err
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(pem)
	serverPair, err := tls.LoadX509KeyPair(dir+"/server.pem", dir+"/server-key.pem")
	if err != nil {
		return err
	}
	clientPair, err := tls.LoadX509KeyPair(dir+"/client.pem", dir+"/client-key.pem")
	if err != nil {
		return err
	}
	listening, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	defer listening.Close()
	judged := make(chan error, 1)
	go func() {
		near, err := listening.Accept()
		if err == nil {
			defer near.Close()
			near.SetDeadline(time.Now().Add(5 * time.Second))
			server := tls.Server(near, &tls.Config{
				Certificates: []tls.Certificate{serverPair}, ClientCAs: roots, ClientAuth: tls.RequireAndVerifyClientCert,
			})
			if err = server.Handshake(); err == nil {
				_, err = server.Write([]byte{1})
			}
		}
		judged <- err
	}()
	far, err := net.Dial("tcp", listening.Addr().String())
	if err != nil {
		return err
	}
	far.SetDeadline(time.Now().Add(5 * time.Second))
	// Without the callback the client keeps back what the server's list of CAs does not name.
	give := func(*tls.CertificateRequestInfo) (*tls.Certificate, error) { return &clientPair, nil }
	client := tls.Client(far, &tls.Config{GetClientCertificate: give, RootCAs: roots, ServerName: name})
	clientError := client.Handshake()
	if clientError == nil {
		_, clientError = client.Read(make([]byte, 1))
	}
	far.Close()
	return errors.Join(clientError, <-judged)
}
`

/** Builds the program, which needs Go's standard library alone. Resolves with the command that runs it. */
export async function buildIssuedGo(parent: string): Promise<readonly string[]> {
	const folder = join(parent, "go")
	await mkdir(folder)
	await writeFile(join(folder, "main.go"), program)
	await writeFile(join(folder, "go.mod"), "module issued\n\ngo 1.21\n")
	const env = { GOFLAGS: "-buildvcs=false", GOTOOLCHAIN: "local", GOWORK: "off" }
	await runToEnd("go", ["build", "-o", "issued", "."], { cwd: folder, env, limitMs: 300_000 })
	return [join(folder, "issued")]
}
