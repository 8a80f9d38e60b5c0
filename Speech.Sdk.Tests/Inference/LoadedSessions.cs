using System.Collections;
using System.Reflection;
using Speech.Sdk.Inference;

namespace Speech.Sdk.Tests.Inference;

/// <summary>The sessions that something loaded holds, wherever in it: found by its fields, so that none can be left out.</summary>
internal static class LoadedSessions
{
    public static IReadOnlyList<OrtSession> Of(object root)
    {
        HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
        List<OrtSession> found = [];
        Visit(root);
        return found;

        void Visit(object? one)
        {
            if (one is null or string || !seen.Add(one))
                return;
            if (one is OrtSession session)
                found.Add(session);
            else if (one is IEnumerable many)
                VisitAll(many);
            else if (one is Delegate call)
                Visit(call.Target);
            else if (IsOurs(one.GetType()) || one.GetType().Name.StartsWith("Lazy`", StringComparison.Ordinal))
                VisitFields(one);
        }

        void VisitAll(IEnumerable many)
        {
            if (many.GetType().GetElementType() is { IsPrimitive: true })
                return;
            foreach (object? one in many)
                Visit(one);
        }

        void VisitFields(object one)
        {
            for (Type? type = one.GetType(); type is not null; type = type.BaseType)
            {
                foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly).Where(field => !field.FieldType.IsPointer))
                    Visit(field.GetValue(one));
            }
        }
    }

    private static bool IsOurs(Type type) => type.Assembly == typeof(OrtSession).Assembly || type.Assembly == typeof(Models.SpeechRecognizer).Assembly;
}
