"""Zuora's official Python SDK against the sandbox: unmodified but for its host. Every reply goes through the SDK's own models.

Run by `cargo xtask test`, with the sandbox's base URL as the one argument.
"""

import json
import sys

from zuora_sdk import (
    Configuration,
    CreateAccountRequest,
    CreateCreditCardPaymentMethod,
    CreatePaymentMethodRequest,
    CreateRSASignatureRequest,
    DecryptRSASignatureRequest,
    ProxyActionqueryRequest,
    UpdateAccountRequest,
)
from zuora_sdk.zuora_client import ZuoraClient

HOST = sys.argv[1]
CLIENT_ID = "5a4db0c5-0000-4000-8000-c0ffee000001"
CLIENT_SECRET = "sandbox-demo-secret"
PAGE_ID = "2c92c0f85a4db0c5015a4db0c5000001"


def check(what, found):
    if not found:
        sys.exit(f"FAILED: {what}")
    print(f"ok: {what}")


client = ZuoraClient(CLIENT_ID, CLIENT_SECRET, None, Configuration(host=HOST))
client.refresh_token()
check("a bearer token", client.token["access_token"])

account = client.accounts_api().create_account(
    CreateAccountRequest.from_dict(
        {
            "name": "Amber Works",
            "currency": "EUR",
            "billCycleDay": 1,
            "autoPay": False,
            "billToContact": {"firstName": "Emmy", "lastName": "Noether", "country": "Germany"},
        }
    )
)
check("an account is created", account.success and account.account_number.startswith("A"))

card = CreateCreditCardPaymentMethod.from_dict(
    {
        "type": "CreditCard",
        "accountKey": account.account_id,
        "cardType": "Visa",
        "cardNumber": "4111111111111111",
        "expirationMonth": 10,
        "expirationYear": 2034,
        "makeDefault": True,
        "cardHolderInfo": {"cardHolderName": "Emmy Noether"},
    }
)
method = client.payment_methods_api().create_payment_method(CreatePaymentMethodRequest(card))
check("a payment method is created", method.success and len(method.id) == 32)

read = client.accounts_api().get_account(account.account_number)
check("the account is read back", read.basic_info.name == "Amber Works" and read.billing_and_payment.currency == "EUR")
check("with its contact", read.bill_to_contact.last_name == "Noether")
check("and its default card", read.billing_and_payment.default_payment_method_id == method.id)

card = client.payment_methods_api().get_payment_method(method.id)
check("the payment method is read back", card.card_number == "************1111" and card.expiration_year == 2034)

second = client.payment_methods_api().create_payment_method(
    CreatePaymentMethodRequest(
        CreateCreditCardPaymentMethod.from_dict(
            {
                "type": "CreditCard",
                "accountKey": account.account_id,
                "cardType": "MasterCard",
                "cardNumber": "5555555555554444",
                "expirationMonth": 10,
                "expirationYear": 2034,
                "cardHolderInfo": {"cardHolderName": "Emmy Noether"},
            }
        )
    )
)
updated = client.accounts_api().update_account(
    account.account_number,
    UpdateAccountRequest.from_dict({"crmId": "CRM-1", "defaultPaymentMethodId": second.id}),
)
read = client.accounts_api().get_account(account.account_number)
check("the account is updated", updated.success and read.basic_info.crm_id == "CRM-1")
check("and its default card", read.billing_and_payment.default_payment_method_id == second.id)
deleted = client.payment_methods_api().delete_payment_method(method.id)
check("the other card is deleted", deleted.success)

query = "select Id, AccountNumber, Name, CrmId from Account where CrmId = 'CRM-1'"
found = client.actions_api().action_post_query(ProxyActionqueryRequest.from_dict({"queryString": query}))
check("a query finds the account", found.done and found.size == 1 and found.records[0]["Id"] == account.account_id)

signed = client.rsa_signatures_api().create_rsa_signature(
    CreateRSASignatureRequest.from_dict(
        {"uri": "https://www.zuora.com/apps/PublicHostedPageLite.do", "method": "POST", "pageId": PAGE_ID}
    )
)
check("an RSA signature is made", len(signed.signature) == 344 and len(signed.token) == 32)
opened = client.rsa_signatures_api().decrypt_rsa_signature(
    DecryptRSASignatureRequest.from_dict({"method": "POST", "publicKey": signed.key, "signature": signed.signature})
)
check("and opened again", opened.decrypted_signature.split("#")[2] == signed.token)

# The SDK has no call for an account's invoices with their files; its own client makes this one.
headers = {"Authorization": "Bearer " + client.token["access_token"]}
invoices = client.api_client.rest_client.request("GET", HOST + "/v1/transactions/invoices/accounts/A00000001", headers=headers)
invoices.read()
file_id = json.loads(invoices.data)["invoices"][0]["invoiceFiles"][0]["id"]
pdf = client.files_api().get_files(file_id)
check("a file is downloaded", bytes(pdf).startswith(b"%PDF-1."))
