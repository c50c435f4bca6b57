"""Plain words become a query: which route, about whom or what. No model, no network, nothing kept.

A question is cut into words, its names are found (with small misspellings), what is left is looked up in a
lexicon of signs, the signs choose a topic, the names a subject, and a table of both names the route.

    words      a text as tokens, with mentions, references and possessives told apart
    lexicon    the field's words, abbreviations and everyday ways of saying, each with the sign it gives
    phrases, sayings, plain    its text
    spelling   small misspellings of known words
    names      people, teams and services in a question
    homes      "Sam in South": a person told by their team
    asides     what only goes along with a question
    parsing    one sentence: its signs, names, references
    topics     signs -> what is asked
    subjects   of whom or what
    grammar    topic x subject -> route
    deeds      commands in words: forms to look at
    casework   questions and commands about cases, by reference
    asking     questions about somebody or something
    refusals   what isn't answered
    several    several questions in one message
    reading    the whole: `read_question(text, directory, asker, last)`
    nearest    what to offer where nothing was understood
"""
