//! English: the guided tour.

use crate::words::{TourQuestion, TourStop, TourWords};

const fn q(question: &'static str, answer: &'static str, place: &'static str) -> TourQuestion {
    TourQuestion { question, answer, place }
}

pub static TOUR: TourWords = TourWords {
    title: "Guided tour",
    description: "Eight stops through one saved card and six broken runs. Each has questions, and the flow inspector shows the answers.",
    lead: "Eight stops: one card that is saved, and six runs that are broken on purpose. At each stop there is something to press, something to see, and questions that the flow inspector answers.",
    begin: "Keep this page open beside the page on which you work, which opens in a new tab:",
    broken: "From the third stop on, open “Break it” in the flow inspector, press the button with the stop’s name, and save a card. The flow inspector then says what the browser was told, what really happened and what to do. The run after it is not broken.",
    press: "Press:",
    see: "You see:",
    place: "Where:",
    stops: [
        TourStop {
            title: "A card is saved: the signature",
            press: "Choose the test card “Works”, press “Save card”, then “Show how”. Open the steps 1 to 4 and the last one.",
            see: "Four steps between browser, your server and Zuora before the card goes anywhere. In the last step your server reads the result back.",
            questions: &[
                q(
                    "Why are there two stages?",
                    "Only your server can prove to Zuora who it is, and only the browser has the card. So your server has one call signed, and the browser makes that call. The card never passes through your server.",
                    "The picture, or on a narrow screen the list: stage 1 ends at the browser, and the card is in step 7 alone.",
                ),
                q(
                    "Why not sign in the browser?",
                    "To sign, Zuora wants a bearer token: whoever bears it is your server, for your whole tenant (your company’s part of Zuora). A page can keep nothing secret from the person in front of it.",
                    "Step 2, and the first line of the sandbox’s journal: POST /oauth/token. The bearer token is kept for an hour, so the runs do without that call, and it is in no record.",
                ),
                q(
                    "What does your server learn?",
                    "That somebody wants to save a card, and afterwards what Zuora says about it: brand, last four digits, expiry. Never the number or the code.",
                    "Step 1, whose body is {}, and the last step, where what says something about the card is left out of the record.",
                ),
            ],
        },
        TourStop {
            title: "The same card: the call",
            press: "Open the steps 5 to 8. Then press “Add another card” and save two more, the second within five seconds of the first.",
            see: "A preflight and the call. In the last run step 5 is “not needed: remembered”.",
            questions: &[
                q(
                    "Why does the browser send OPTIONS? What does it carry, and what not?",
                    "Forms could send some calls to other sites long before scripts could. Before any other call, the browser asks the other site. The question carries the page’s origin, the method and the names of the headers. It carries no signature, no token, no card and no cookie.",
                    "Step 5, the request.",
                ),
                q(
                    "Why does a page never see it?",
                    "The preflight is the browser’s own question. Its answer decides whether the page may call at all, so it is kept from the page. Here the sandbox reports what it received.",
                    "Step 5, “reported by the sandbox”. With a real tenant it says “inferred from the Fetch standard”.",
                ),
                q(
                    "What made it necessary, and what allowed the call?",
                    "JSON as the content type and the headers signature and token make it necessary. Zuora’s answer names this origin, the method and these headers, and that allows the call.",
                    "Step 5, “A preflight is needed because of”, and the headers of step 6.",
                ),
                q(
                    "Why is it not asked again?",
                    "The answer says for how many seconds a browser may remember it. “Forget the preflight” makes the browser ask again.",
                    "Step 6, “The browser may remember this for”, and the column 5–6 of the last runs.",
                ),
            ],
        },
        TourStop {
            title: "Use a token twice",
            press: "“Use a token twice”, then save a card.",
            see: "Code 90000011 in the broken run. The page looks whether the first call saved anything, gets another signature, and ends with “Card saved”.",
            questions: &[
                q(
                    "What is a stolen token worth?",
                    "Nothing, once it has been used. Before that, one call of one operation for one account. Injected script is worse than a stolen token: it can read the card while it is typed, and get signatures itself. That is why the page’s policy lets no other script run.",
                    "The broken run, “What really happened”: Zuora’s own words.",
                ),
                q(
                    "Why does the page look before it sends again?",
                    "A browser repeats a call by itself when a connection breaks. Then the second attempt is refused, and the first may have saved the card.",
                    "Choose the broken run among the last runs: its last step, “Your server reads the result back”, comes before the next run begins.",
                ),
            ],
        },
        TourStop {
            title: "Another account after signing",
            press: "“Another account after signing”, then save a card. Then open “What the signature is made of”, change one character, and press “Send it like this”.",
            see: "“Invalid signature”. Every change of method, path, account or token makes another signature.",
            questions: &[
                q(
                    "What exactly is signed and bound?",
                    "The HTTP method, the URI, and one value: the account of a card, the name of a new account, the id of a hosted page; for a file nothing but the URI. The card and all other fields are not signed: whoever has a ticket, as signature and token together are called here, can send another card with it.",
                    "Step 2, “Signed for”, and “What the signature is made of”.",
                ),
                q(
                    "How does Zuora compute it?",
                    "Zuora does not say. Its published examples are base64 of forty hexadecimal digits, the size of an HMAC with SHA-1. The rest is the sandbox’s own, and marked as such.",
                    "“What the signature is made of”: the mark of each line.",
                ),
            ],
        },
        TourStop {
            title: "A foreign origin",
            press: "“A foreign origin”, then save a card. Wait until the page knows what became of it.",
            see: "First “We do not know whether your card was saved”, after ten seconds “Your card was not saved”. In the picture, steps 7 and 8 did not happen.",
            questions: &[
                q(
                    "Why does “Failed to fetch” say nothing, and who knows more?",
                    "Otherwise any page could explore other sites through its visitors’ browsers. The browser’s console knows the reason, and so does whoever sees what arrived: here the sandbox, elsewhere Zuora.",
                    "The broken run: “What the browser was told” beside “What really happened”.",
                ),
                q(
                    "What are credentials for, when there is no cookie?",
                    "“With credentials” means that a browser may send the other site’s cookies along. Zuora’s sample sends the call like that, so this page does too. The sandbox sets no cookie and needs none: signature and token are the proof. But with credentials, Zuora has to name the exact origin and say that it allows them; “*” is not enough.",
                    "Step 6 of a run that went well: access-control-allow-credentials and the exact origin.",
                ),
            ],
        },
        TourStop {
            title: "A declined card",
            press: "“A declined card”, then save a card.",
            see: "“Zuora did not save the card” with a code that ends in 99. The HTTP status was 200.",
            questions: &[
                q(
                    "Why can 200 mean no?",
                    "The status says that Zuora has answered. Whether it has done what you wanted is success in the body, with reasons. Only newer API versions have statuses of their own for errors.",
                    "The broken run, “What the browser was told”, and step 8, which has failed with status 200.",
                ),
                q(
                    "What does a code say?",
                    "Its last two digits are the category: 11 permission or authentication, 20 an invalid value, 60 an internal error, 99 another system, such as the payment gateway. 90000011 stands for a used, an expired and a wrong token alike. By it the page decides whether something may have been saved.",
                    "The broken run, “What really happened”: the code beside Zuora’s words.",
                ),
            ],
        },
        TourStop {
            title: "The reply is lost after saving",
            press: "“The reply is lost after saving”, then save a card.",
            see: "For a moment “We do not know whether your card was saved”, then “Card saved”.",
            questions: &[
                q(
                    "What happens when the answer is lost?",
                    "The browser is told the same as when nothing has arrived. The page has your server list the account’s cards, and looks for a new one that has the brand, the last four digits and the expiry date of the one typed.",
                    "The broken run’s step 8 has failed, and its last step is done.",
                ),
                q(
                    "Why not simply send again?",
                    "The card would be there twice. The signature does not prevent that: the page would use a new one.",
                    "“Your cards” on the page, after the run: one more, not two.",
                ),
            ],
        },
        TourStop {
            title: "An API that is not CORS-enabled",
            press: "“An API that is not CORS-enabled”, then save a card.",
            see: "Code 90000010 from the signing. No call to Zuora is made with it. When you press the button, the page gets another signature, and the card is saved.",
            questions: &[
                q(
                    "Which operations may a browser call, and who decides?",
                    "Zuora decides: four are published. It checks when it signs, so a mistake shows at your server and not in a browser.",
                    "The broken run: the sandbox’s journal has the signing and no call.",
                ),
                q(
                    "What does a customer see of such a fault?",
                    "Where the page cannot get another signature: that it is not their fault, a code to report, and that nothing was saved. Details stay in your server’s log.",
                    "The broken run, “What the browser was told”: a status and one word.",
                ),
            ],
        },
    ],
    more: "Go on",
    laboratory: "The CORS laboratory",
    laboratory_has: "changes Zuora’s answer switch by switch, says what the browser will do, and does it.",
    by_hand_has: "has the same flow as five curl commands, and as plain JavaScript.",
    article_has: "has Zuora’s own article beside this code, and says where it is wrong.",
    link: "Take the guided tour",
};
