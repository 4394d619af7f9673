//! The page in the frame.

/// The form. It can be submitted once its parent has set the tenant's key, with which a real page
/// encrypts the card.
pub fn form_page(parent: &str, token: &str, key: &str) -> String {
    let values = serde_json::json!({"parent": parent, "token": token, "key": key});
    let values = values.to_string().replace('<', "\\u003c");
    format!(
        "<!DOCTYPE html><title>Payment</title><style>body {{ margin: 0; min-height: 712px }}</style>
<form>
<label>Card Number <input id=\"input-creditCardNumber\" name=\"number\" inputmode=\"numeric\"></label>
<label>Expiration Month <input id=\"input-creditCardExpirationMonth\" name=\"month\"></label>
<label>Expiration Year <input id=\"input-creditCardExpirationYear\" name=\"year\"></label>
<label>CVV <input id=\"input-cardSecurityCode\" name=\"code\"></label>
<label>Cardholder Name <input id=\"input-creditCardHolderName\" name=\"holder\"></label>
<button>Submit</button>
</form>
<script>
const {{ parent: parentOrigin, token, key }} = {values};
const post = text => parent.postMessage(text, parentOrigin);
const fields = {{}};
addEventListener('message', event => {{
  if (event.origin !== parentOrigin || typeof event.data !== 'string') return;
  const field = /^setField\\((\\w+):(.*)\\)$/.exec(event.data);
  if (field) fields[field[1]] = field[2];
  if (event.data === 'resize') {{
    const height = document.documentElement.scrollHeight, width = document.documentElement.scrollWidth;
    post(JSON.stringify({{ action: 'resize', height, width }}));
    post(JSON.stringify({{ action: 'removeCover' }}));
  }}
}});
document.querySelector('form').addEventListener('submit', async event => {{
  event.preventDefault();
  if (fields.key !== key || fields.style !== 'inline') {{
    post(JSON.stringify({{ success: false, errorCode: 'Decryption_Error', errorMessage: 'No key.' }}));
    return;
  }}
  const body = {{ token, ...Object.fromEntries(new FormData(event.target)) }};
  const answer = await fetch(location.pathname, {{ method: 'POST', body: JSON.stringify(body) }});
  const message = await answer.text();
  post(answer.headers.get('content-type') === 'text/x-object' ? JSON.parse(message) : message);
}});
</script>"
    )
}

/// An error that the page around the frame does not get to know.
pub fn refused_page(fault: &str) -> String {
    format!("<!DOCTYPE html><title>Payment</title><p role=\"alert\">{fault}</p>")
}
