//! The guard: how much a request may ask, measured before anything walks through it.
//!
//! The library's own limits come too late. Its parser recurses and overflows the stack at some
//! 1,500 nested brackets, which ends the process; its validation walks through every use of
//! every fragment, so that 700 bytes of fragments that name each other keep a core busy for
//! minutes before a limit is looked at. So here, for every transport alike:
//!
//! 1. `scan` counts bytes, tokens and brackets in one pass, before the parser;
//! 2. the document is parsed, once;
//! 3. `measure` reckons how large it is with all fragments written out, each fragment once;
//! 4. `values` weighs the variables.
//!
//! All of it is linear in what was sent. What passes is small enough for the library.

#[cfg(test)]
mod guard_tests;
mod measure;
mod scan;
mod values;

use std::any::TypeId;
use std::sync::Arc;

use async_graphql::extensions::{
    Extension, ExtensionContext, ExtensionFactory, NextPrepareRequest, NextValidation,
};
use async_graphql::{Name, Request, ServerError, ServerResult, ValidationResult, Variables};
use async_graphql_parser::parse_query;
use async_graphql_parser::types::{ExecutableDocument, OperationDefinition, OperationType};

use super::errors;

/// The longest query, in bytes.
pub const QUERY_MAX_BYTES: usize = 16 * 1024;
/// The most tokens of a query.
pub const TOKENS_MAX: usize = 1_000;
/// How deep brackets of any kind may nest.
pub const BRACKETS_MAX: usize = 40;
/// The most selections with all fragments written out.
pub const SELECTIONS_MAX: usize = 1_000;
/// The most aliases with all fragments written out.
pub const ALIASES_MAX: usize = 30;
/// The most directives with all fragments written out.
pub const DIRECTIVES_MAX: usize = 60;
/// How often one answer's name may be asked for in one place.
pub const REPEATS_MAX: usize = 10;
/// What shows a secret, sends a mail or brings something in: one of these a request, or aliases
/// would try a thousand passwords in it. Nothing else in the schema has such a name.
pub const WEIGHTY: [&str; 41] = [
    "requestCode",
    "enter",
    "signIn",
    "refresh",
    "changePassword",
    "requestNewAddress",
    "confirmNewAddress",
    "deleteMe",
    "addListing",
    "claimListing",
    "reportListing",
    "decideReport",
    "answerStreetRound",
    "inviteMember",
    "useEntryCode",
    "issueEntryCode",
    "printLetterAgain",
    "printLetters",
    "printHomeLetters",
    "printHomeLetterAgain",
    "confirmAddress",
    "vouchFor",
    "giveMandate",
    "letIntoProfile",
    "acceptInvitation",
    "inviteCoworker",
    "acceptCoworkerInvitation",
    "publishPost",
    "editPost",
    "renewPost",
    "closePost",
    "replyToPost",
    "sendMessage",
    "reportPost",
    "reportConversation",
    "reportPurpose",
    "enterNeed",
    "askForNeed",
    "readNeedContact",
    "makePass",
    "offerTill",
];
/// What moves money: one of these a request as well. What it makes has the same name, so that it
/// counts where it is asked with its input.
pub const PAYING: [&str; 13] = [
    "pay",
    "requestPayment",
    "acceptPayment",
    "declinePayment",
    "hold",
    "capture",
    "release",
    "reverse",
    "confirmIssue",
    "handOut",
    "redeem",
    "payRedemption",
    "chargePass",
];
/// The most values in the variables, those inside lists and objects included.
pub const VALUES_MAX: usize = 1_000;
/// The most bytes of text in the variables.
pub const VALUES_MAX_BYTES: usize = 16 * 1024;
/// How deep the variables' lists and objects may nest.
pub const VALUES_MAX_DEPTH: usize = 16;

/// What the library says of a query beyond [`super::limits::COMPLEXITY_MAX`].
const TOO_COMPLEX: &str = "Query is too complex.";

/// Why a request is not looked at further. Each limit says what to do.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Refusal {
    /// Too many bytes.
    #[error("The query is longer than {QUERY_MAX_BYTES} bytes: ask in several requests.")]
    Bytes,
    /// Too many tokens.
    #[error("The query has more than {TOKENS_MAX} tokens: ask in several requests.")]
    Tokens,
    /// Brackets nest too deep.
    #[error("The query nests brackets more than {BRACKETS_MAX} deep: ask for less depth.")]
    Brackets,
    /// A string without an end.
    #[error("A string in the query does not end.")]
    OpenString,
    /// Not GraphQL.
    #[error(transparent)]
    Parse(#[from] async_graphql_parser::Error),
    /// A fragment that contains itself.
    #[error("The fragment {0} contains itself.")]
    Cycle(String),
    /// Too many selections once fragments are written out.
    #[error(
        "With its fragments written out the query has more than {SELECTIONS_MAX} selections: ask \
         in several requests."
    )]
    Selections,
    /// Too many aliases once fragments are written out.
    #[error("The query has more than {ALIASES_MAX} aliases: ask in several requests.")]
    Aliases,
    /// Too many directives once fragments are written out.
    #[error("The query has more than {DIRECTIVES_MAX} directives: leave some out.")]
    Directives,
    /// The same name in one place too often.
    #[error("The query asks for {0} more than {REPEATS_MAX} times in one place: once is enough.")]
    Repeats(String),
    /// Too many values.
    #[error("The variables have more than {VALUES_MAX} values: send less in one request.")]
    Values,
    /// Too much text.
    #[error("The variables have more than {VALUES_MAX_BYTES} bytes: send less in one request.")]
    ValueBytes,
    /// Something that may be asked once.
    #[error("Of {0}, {1} only one may be asked in one request.", WEIGHTY.join(", "), PAYING.join(", "))]
    Weighty,
    /// Values nest too deep.
    #[error("The variables nest more than {VALUES_MAX_DEPTH} deep: send flatter values.")]
    ValueDepth,
    /// A variable that must be given.
    #[error("The variable ${0} must be given.")]
    NoVariable(String),
    /// Too much to answer at once.
    #[error("The query is too complex: ask for less, or for smaller pages.")]
    Complexity,
    /// A mutation where only questions may be asked.
    #[error("This transport answers questions only: send mutations by POST.")]
    MutationByGet,
}

/// By which way a request came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Transport {
    /// Anything may be asked.
    Post,
    /// Only what changes nothing may be asked.
    Get,
}

/// The guard, as an extension that every execution of the schema passes.
pub(crate) struct Guard;

impl ExtensionFactory for Guard {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Guard)
    }
}

#[async_trait::async_trait]
impl Extension for Guard {
    async fn prepare_request(
        &self,
        ctx: &ExtensionContext<'_>,
        mut request: Request,
        next: NextPrepareRequest<'_>,
    ) -> ServerResult<Request> {
        let document = check(&request.query, &request.variables)?;
        let transport = request.data.get(&TypeId::of::<Transport>());
        let transport = transport.and_then(|data| data.downcast_ref::<Transport>());
        let operation = request.operation_name.as_deref();
        if transport == Some(&Transport::Get) && mutates(&document, operation) {
            return Err(Refusal::MutationByGet.into());
        }
        values::require(&document, operation, &request.variables)?;
        request.set_parsed_query(document);
        next.run(ctx, request).await
    }

    /// The library's own limits do not say what to do.
    async fn validation(
        &self,
        ctx: &ExtensionContext<'_>,
        next: NextValidation<'_>,
    ) -> Result<ValidationResult, Vec<ServerError>> {
        let too_much = |error: &ServerError| error.message == TOO_COMPLEX;
        next.run(ctx).await.map_err(|errors| match errors.iter().any(too_much) {
            true => vec![Refusal::Complexity.into()],
            false => errors,
        })
    }
}

/// Measures a query and its variables, and parses the query.
///
/// # Errors
/// The first [`Refusal`] that holds.
pub fn check(query: &str, variables: &Variables) -> Result<ExecutableDocument, Refusal> {
    scan::scan(query)?;
    values::weigh(variables)?;
    let document = parse_query(query)?;
    measure::measure(&document)?;
    Ok(document)
}

/// The operations that are meant: the one of that name, or all when none is named.
fn meant<'a>(
    document: &'a ExecutableDocument,
    operation: Option<&'a str>,
) -> impl Iterator<Item = &'a OperationDefinition> {
    let named = move |name: Option<&Name>| match (operation, name) {
        (Some(wanted), Some(name)) => wanted == name.as_str(),
        _ => true,
    };
    let all = document.operations.iter();
    all.filter(move |(name, _)| named(*name)).map(|(_, operation)| &operation.node)
}

fn mutates(document: &ExecutableDocument, operation: Option<&str>) -> bool {
    meant(document, operation).any(|operation| operation.ty == OperationType::Mutation)
}

impl Refusal {
    /// The stable code.
    fn code(&self) -> &'static str {
        match self {
            Self::Parse(_) | Self::OpenString => errors::PARSE,
            Self::MutationByGet => errors::WRONG_METHOD,
            Self::NoVariable(_) => errors::BAD_INPUT,
            _ => errors::VALIDATION,
        }
    }
}

impl From<Refusal> for ServerError {
    fn from(refusal: Refusal) -> Self {
        let code = refusal.code();
        let mut error = match refusal {
            Refusal::Parse(error) => plainly(error),
            refusal => Self::new(refusal.to_string(), None),
        };
        error.extensions.get_or_insert_default().set("code", code);
        error
    }
}

/// The parser's error without its drawing of the query, which repeats a line however long it is;
/// the place is told as a location.
fn plainly(error: async_graphql_parser::Error) -> ServerError {
    let mut error = ServerError::from(error);
    if let Some((_, what)) = error.message.rsplit_once("\n  = ") {
        error.message = format!("The query cannot be read here: {what}.");
    }
    error
}
