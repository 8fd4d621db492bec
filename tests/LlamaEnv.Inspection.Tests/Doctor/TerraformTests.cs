namespace LlamaEnv.Inspection.Tests.Doctor;

[TestClass]
public sealed class TerraformTests
{
    [TestMethod]
    [DataRow("""
        resource "azurerm_container_app" "worker" {
          template {
            container {
              name  = "worker"
              image = "${var.registry}/worker:${var.tag}"
            }
          }
        }
        """, "main.tf:3 not-passed", DisplayName = "a container app without it")]
    [DataRow("""
        resource "azurerm_container_app" "worker" {
          secret {
            name  = "llama-key"
            value = var.llama_key
          }
          template {
            container {
              image = "acr.io/worker"
              env {
                name        = "LLAMA_CLOUD_API_KEY"
                secret_name = "llama-cloud-key"
              }
            }
          }
        }
        """, "main.tf:11 dangling-reference", DisplayName = "a secret that the app does not have")]
    [DataRow("""
        variable "llama_key" {
          type    = string
          default = ""
        }
        resource "azurerm_container_app_job" "worker" {
          secret {
            name  = "llama-key"
            value = var.llama_key
          }
          template {
            container {
              image = "acr.io/worker"
              env {
                name        = "LLAMA_CLOUD_API_KEY"
                secret_name = "llama-key"
              }
            }
          }
        }
        """, "main.tf:3 empty-default", DisplayName = "an empty default behind a secret")]
    [DataRow("""
        variable "llama_key" { default = null }
        locals { env = { LLAMA_CLOUD_API_KEY = var.llama_key } }
        resource "aws_lambda_function" "worker" {
          handler = "Worker::Worker.Function::Run"
          environment {
            variables = merge(local.env, { A = "1" })
          }
        }
        """, "main.tf:1 empty-default", DisplayName = "a null default, through a local")]
    [DataRow("""
        resource "aws_lambda_function" "worker" {
          function_name = "worker" # "LLAMA_CLOUD_API_KEY"
          handler       = "Worker::Worker.Function::Run"
          /* environment { variables = { LLAMA_CLOUD_API_KEY = "x" } } */
        }
        """, "main.tf:1 not-passed", DisplayName = "what a comment has is not there")]
    [DataRow("""
        resource "aws_ecs_task_definition" "worker" {
          container_definitions = jsonencode([
            {
              name  = "web"
              image = "web"
            },
            {
              name      = "worker"
              image     = "acr.io/worker:1"
              environment = [{ name = "A", value = "1" }]
            }
          ])
        }
        """, "main.tf:7 not-passed", DisplayName = "a task's container")]
    [DataRow("""
        resource "aws_ecs_task_definition" "worker" {
          container_definitions = <<EOF
        [
          {
            "name": "worker",
            "image": "worker",
            "environment": [
              { "name": "LLAMA_CLOUD_API_KEY", "value": "" }
            ]
          }
        ]
        EOF
        }
        """, "main.tf:8 empty-value", DisplayName = "JSON in a heredoc")]
    [DataRow("""
        resource "aws_ecs_task_definition" "worker" {
          container_definitions = jsonencode([
            { name = "worker", image = "worker", command = ["a"], secrets = [{ name = "LLAMA_CLOUD_API_KEY", valueFrom = var.llama_arn }] },
            { name = "nightly", image = "worker", command = ["b"] },
          ])
        }
        """, "main.tf:4 not-passed", DisplayName = "the neighbour has it")]
    [DataRow("""
        resource "google_cloud_run_v2_job" "worker" {
          template {
            template {
              containers {
                image = "europe-docker.pkg.dev/p/r/worker"
                env {
                  name  = "LLAMA_CLOUD_API_KEY"
                  value = "changeme"
                }
              }
            }
          }
        }
        """, "main.tf:8 placeholder", DisplayName = "a placeholder in Cloud Run")]
    [DataRow("""
        resource "google_cloud_run_service" "worker" {
          template {
            spec {
              containers {
                image = "gcr.io/p/worker"
                env {
                  name = "LLAMA_CLOUD_API_KEY"
                  value_from {
                    secret_key_ref {
                      name = "openai-api-key"
                      key  = "latest"
                    }
                  }
                }
              }
            }
          }
        }
        """, "main.tf:10 other-provider", DisplayName = "another provider's secret")]
    [DataRow("""
        resource "azurerm_linux_web_app" "worker" {
          site_config {
            application_stack { docker_image_name = "worker:latest" }
          }
          app_settings = {
            "A" = "1"
          }
        }
        """, "main.tf:5 not-passed", DisplayName = "a web app's settings")]
    [DataRow("""
        resource "azurerm_linux_function_app" "worker" {
          app_settings = {
            LLAMA_CLOUD_API_KEY = "@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/k"
          }
        }
        """, "main.tf:3 malformed-value", DisplayName = "a reference without its end")]
    [DataRow("""
        resource "kubernetes_deployment" "worker" {
          spec {
            template {
              spec {
                init_container {
                  image = "busybox"
                }
                container {
                  image = "ghcr.io/o/worker"
                  env {
                    name = "LLAMA_CLOUD_API_KEY"
                    value_from {
                      secret_key_ref {
                        name     = "llama"
                        key      = "LLAMA_CLOUD_API_KEY"
                        optional = true
                      }
                    }
                  }
                }
              }
            }
          }
        }
        """, "main.tf:16 optional-source", DisplayName = "an optional secret")]
    [DataRow("""
        resource "kubernetes_secret_v1" "llama" {
          metadata { name = "llama" }
          data = { api_key = var.key }
        }
        resource "kubernetes_cron_job_v1" "worker" {
          spec { job_template { spec { template { spec {
            container {
              image = "ghcr.io/o/worker"
              env {
                name = "LLAMA_CLOUD_API_KEY"
                value_from { secret_key_ref {
                    name = kubernetes_secret_v1.llama.metadata[0].name
                    key  = "LLAMA_CLOUD_API_KEY"
                } }
              }
            }
          } } } } }
        }
        """, "main.tf:13 dangling-reference", DisplayName = "an entry that the secret does not have")]
    [DataRow("""
        resource "docker_container" "worker" {
          image = "worker"
          env   = [
            "LLAMA_PARSE_API_KEY=${var.key}",
          ]
        }
        """, "main.tf:4 wrong-name", DisplayName = "another name")]
    [DataRow("""
        module "worker" {
          source     = "./app"
          image_name = "acme/worker:main"
          env_vars = [
            { name = "A", value = "1" },
          ]
        }
        """, "main.tf:4 not-passed", DisplayName = "a module's variables")]
    [DataRow("""
        locals {
          settings = [{ name = "LLAMA_CLOUD_API_KEY", value = "" }]
        }
        module "worker" {
          source      = "./app"
          image       = "acme/worker:main"
          appsettings = local.settings
        }
        """, "main.tf:2 empty-value", DisplayName = "a module's variables, empty")]
    [DataRow("""
        resource "azapi_resource" "worker" {
          type = "Microsoft.App/containerApps@2023-05-01"
          body = jsonencode({
            properties : {
              configuration = { secrets = [{ name = "llama", value = var.k }] }
              template = {
                containers = [
                  {
                    image = "${var.r}/worker:4"
                    env   = [{ name = "LLAMA_CLOUD_API_KEY", secretRef = "lama" }]
                  }
                ]
              }
            }
          })
        }
        """, "main.tf:10 dangling-reference", DisplayName = "a container app in Azure's own words")]
    [DataRow("""
        variable "llama_cloud_api_key" {
          default = "your-api-key"
        }
        """, "main.tf:2 placeholder", DisplayName = "a placeholder for a default")]
    public void A_resource_that_starts_without_a_usable_key_is_found(string text, string expected)
    {
        using Repository repository = Repository.WithPrograms().Add("main.tf", text);

        Assert.AreEqual(expected, string.Join(", ", repository.Examine()));
    }

    [TestMethod]
    [DataRow("""
        variable "llama_key" {
          type      = string
          sensitive = true
        }
        resource "azurerm_container_app" "worker" {
          secret {
            name  = "llama-key"
            value = var.llama_key
          }
          template {
            container {
              image = "acr.io/worker"
              env {
                name        = "LLAMA_CLOUD_API_KEY"
                secret_name = "llama-key"
              }
            }
            init_container { image = "busybox" }
          }
        }
        """, DisplayName = "a secret")]
    [DataRow("""
        resource "azurerm_container_app" "worker" {
          dynamic "secret" {
            for_each = var.secrets
            content { name = secret.key }
          }
          template {
            container {
              image = "acr.io/worker"
              env {
                name        = "LLAMA_CLOUD_API_KEY"
                secret_name = "llama-key"
              }
            }
          }
        }
        """, DisplayName = "secrets that are computed")]
    [DataRow("""
        resource "azurerm_container_app" "worker" {
          template {
            container {
              image = "acr.io/worker"
              dynamic "env" {
                for_each = var.env
                content {
                  name  = env.key
                  value = env.value
                }
              }
            }
          }
        }
        """, DisplayName = "variables that are computed")]
    [DataRow("""
        variable "llama_key" { default = "" }
        resource "aws_lambda_function" "worker" {
          count   = var.llama_key == "" ? 0 : 1
          handler = "Worker::Worker.Function::Run"
          environment { variables = { LLAMA_CLOUD_API_KEY = var.llama_key } }
        }
        """, DisplayName = "an empty default that is asked for")]
    [DataRow("""
        variable "llama_key" {
          default = ""
          validation {
            condition     = length(var.llama_key) > 0
            error_message = "needed"
          }
        }
        resource "aws_lambda_function" "worker" {
          handler = "Worker::Worker.Function::Run"
          environment { variables = { LLAMA_CLOUD_API_KEY = var.llama_key } }
        }
        """, DisplayName = "an empty default that is refused")]
    [DataRow("""
        resource "aws_lambda_function" "worker" {
          handler = "Worker::Worker.Function::Run"
          environment { variables = var.variables }
        }
        """, DisplayName = "a map from outside")]
    [DataRow("""
        resource "aws_ecs_task_definition" "worker" {
          container_definitions = jsonencode([
            { name = "worker", image = "worker", secrets = [{ name = "LLAMA_CLOUD_API_KEY", valueFrom = "${aws_secretsmanager_secret.llama.arn}:KEY::" }] },
            { name = "envoy", image = "envoyproxy/envoy" },
          ])
        }
        """, DisplayName = "a secret of AWS")]
    [DataRow("""
        resource "azurerm_linux_web_app" "worker" {
          site_config { application_stack { docker_image_name = "worker:latest" } }
          app_settings = {
            LLAMA_CLOUD_API_KEY = "@Microsoft.KeyVault(SecretUri=${azurerm_key_vault_secret.llama.versionless_id})"
          }
        }
        """, DisplayName = "a reference to a vault")]
    [DataRow("""
        resource "azurerm_linux_web_app" "worker" {
          site_config { application_stack { docker_image_name = "worker:latest" } }
          lifecycle { ignore_changes = [app_settings] }
        }
        """, DisplayName = "settings that are made by hand")]
    [DataRow("""
        resource "kubernetes_deployment" "worker" {
          spec { template { spec {
            container {
              image = "ghcr.io/o/worker"
              env_from { secret_ref { name = "llama" } }
            }
          } } }
        }
        """, DisplayName = "a whole secret")]
    [DataRow("""
        resource "google_cloud_run_v2_service" "worker" {
          template {
            containers {
              image = "gcr.io/p/worker"
              env {
                name = "LLAMA_CLOUD_API_KEY"
                value_source { secret_key_ref { secret = google_secret_manager_secret.llama.secret_id } }
              }
            }
          }
        }
        """, DisplayName = "a secret of Google's")]
    [DataRow("""
        module "worker" {
          source      = "./app"
          image       = "acme/worker:main"
          environment = "prod"
          env_vars    = { A = "1" }
          secrets     = var.secrets
        }
        """, DisplayName = "a module with secrets")]
    [DataRow("""
        # resource "aws_lambda_function" "worker" { handler = "Worker::A::B" }
        // resource "aws_lambda_function" "worker" { handler = "Worker::A::B" }
        """, DisplayName = "comments")]
    public void A_healthy_resource_gives_no_finding(string text)
    {
        using Repository repository = Repository.WithPrograms().Add("infra/main.tf", text);

        Assert.IsEmpty(repository.Examine(withNotices: true));
    }

    [TestMethod]
    public void The_files_of_a_folder_are_one_and_a_module_gets_what_its_callers_give()
    {
        const string Lambda = """
            resource "aws_lambda_function" "worker" {
              handler = "Worker::A::B"
              environment { variables = { LLAMA_CLOUD_API_KEY = var.llama_key } }
            }
            """;
        using Repository repository = Repository.WithPrograms().Add("a/main.tf", Lambda).Add("a/variables.tf", "variable \"llama_key\" {\n  default = \"\"\n}\n");
        using Repository given = Repository.WithPrograms().Add("m/main.tf", Lambda).Add("m/variables.tf", "variable \"llama_key\" {\n  default = \"\"\n}\n").Add("main.tf", "module \"m\" {\n  source    = \"./m\"\n  llama_key = var.k\n}\n");

        Assert.AreEqual("a/variables.tf:2 empty-default", string.Join(", ", repository.Examine()));
        Assert.IsEmpty(given.Examine(withNotices: true));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("resource \"aws_lambda_function\" {")]
    [DataRow("resource aws_lambda_function worker { environment { variables = }")]
    [DataRow("a = \"${")]
    [DataRow("a = <<EOT\nnever ends")]
    [DataRow("}}}]")]
    [DataRow("resource \"aws_ecs_task_definition\" \"a\" {\n container_definitions = jsonencode([)\n}")]
    [DataRow("locals { a = local.b\n b = local.a }\nresource \"aws_lambda_function\" \"w\" { environment { variables = local.a } }")]
    [DataRow("resource \"aws_ecs_task_definition\" \"a\" { container_definitions = \"[{\" }")]
    [DataRow("x = [for a in b : { for\n]")]
    public void Malformed_ones_are_no_finding_and_no_failure(string text)
    {
        using Repository repository = Repository.WithPrograms().Add("main.tf", text);

        Assert.IsEmpty(repository.Examine());
    }

    [TestMethod]
    public void Brackets_without_end_are_a_note()
    {
        using Repository repository = new(("main.tf", new string('[', 100_000)), ("b.tf", "a = " + new string('{', 100_000)));

        Assert.HasCount(2, repository.Examine(withNotices: true));
    }
}
