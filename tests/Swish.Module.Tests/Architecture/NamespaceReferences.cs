using System.Collections.Immutable;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Swish.Module.Tests.Architecture;

/// <summary>
/// Reads which namespaces of Swish the namespaces of an assembly refer to: in base types, interfaces, constraints,
/// attributes, the types of fields, and the signatures, locals and instructions of methods.
/// </summary>
internal sealed class NamespaceReferences : ISignatureTypeProvider<int, object?>
{
    private static readonly Dictionary<int, OperandType> Operands = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value & 0xFFFF, code => code.OperandType);

    private readonly MetadataReader _metadata;
    private readonly HashSet<(string From, string To)> _found = [];
    private readonly string _from = "";

    private NamespaceReferences(PEReader file)
    {
        _metadata = file.GetMetadataReader();
        foreach (TypeDefinitionHandle handle in _metadata.TypeDefinitions)
        {
            TypeDefinition type = _metadata.GetTypeDefinition(handle);
            _from = NamespaceOf(handle);
            Read(type.BaseType);
            foreach (InterfaceImplementationHandle i in type.GetInterfaceImplementations())
                Read(_metadata.GetInterfaceImplementation(i).Interface);
            ReadConstraints(type.GetGenericParameters());
            ReadAttributes(type.GetCustomAttributes());
            foreach (FieldDefinitionHandle field in type.GetFields())
                _metadata.GetFieldDefinition(field).DecodeSignature(this, null);
            foreach (PropertyDefinitionHandle property in type.GetProperties())
                ReadAttributes(_metadata.GetPropertyDefinition(property).GetCustomAttributes());
            foreach (MethodDefinitionHandle method in type.GetMethods()) Read(file, _metadata.GetMethodDefinition(method));
        }
    }

    /// <summary>Returns all pairs of different namespaces of which the first refers to the second.</summary>
    public static IReadOnlySet<(string From, string To)> In(string assembly)
    {
        using PEReader file = new(File.OpenRead(assembly));
        return new NamespaceReferences(file)._found;
    }

    private void Read(PEReader file, MethodDefinition method)
    {
        method.DecodeSignature(this, null);
        ReadConstraints(method.GetGenericParameters());
        ReadAttributes(method.GetCustomAttributes());
        if (method.RelativeVirtualAddress == 0) return;
        MethodBodyBlock body = file.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil) Read(body.LocalSignature);
        foreach (ExceptionRegion region in body.ExceptionRegions) Read(region.CatchType);
        BlobReader code = body.GetILReader();
        while (code.RemainingBytes > 0)
        {
            int operation = code.ReadByte();
            if (operation == 0xFE) operation = 0xFE00 | code.ReadByte();
            switch (Operands[operation])
            {
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType
                    or OperandType.InlineSig:
                    Read(MetadataTokens.EntityHandle(code.ReadInt32()));
                    break;
                case OperandType.InlineNone: break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar: code.Offset++; break;
                case OperandType.InlineVar: code.Offset += 2; break;
                case OperandType.InlineI8 or OperandType.InlineR: code.Offset += 8; break;
                case OperandType.InlineSwitch:
                    int targets = code.ReadInt32();
                    code.Offset += 4 * targets;
                    break;
                default: code.Offset += 4; break;
            }
        }
    }

    private void Read(EntityHandle handle)
    {
        if (handle.IsNil) return;
        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition: Add(NamespaceOf((TypeDefinitionHandle)handle)); break;
            case HandleKind.TypeReference: Add(NamespaceOf((TypeReferenceHandle)handle)); break;
            case HandleKind.TypeSpecification:
                _metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(this, null);
                break;
            case HandleKind.FieldDefinition:
                Read(_metadata.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.MethodDefinition:
                Read(_metadata.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType());
                break;
            case HandleKind.MemberReference:
                MemberReference member = _metadata.GetMemberReference((MemberReferenceHandle)handle);
                Read(member.Parent);
                if (member.GetKind() == MemberReferenceKind.Method) member.DecodeMethodSignature(this, null);
                else member.DecodeFieldSignature(this, null);
                break;
            case HandleKind.MethodSpecification:
                MethodSpecification generic = _metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                Read(generic.Method);
                generic.DecodeSignature(this, null);
                break;
            case HandleKind.StandaloneSignature:
                StandaloneSignature signature = _metadata.GetStandaloneSignature((StandaloneSignatureHandle)handle);
                if (signature.GetKind() == StandaloneSignatureKind.Method) signature.DecodeMethodSignature(this, null);
                else signature.DecodeLocalSignature(this, null);
                break;
            default: throw new BadImageFormatException($"An instruction has a token of the kind {handle.Kind}.");
        }
    }

    private void ReadConstraints(GenericParameterHandleCollection parameters)
    {
        foreach (GenericParameterHandle parameter in parameters)
            foreach (GenericParameterConstraintHandle constraint in _metadata.GetGenericParameter(parameter).GetConstraints())
                Read(_metadata.GetGenericParameterConstraint(constraint).Type);
    }

    private void ReadAttributes(CustomAttributeHandleCollection attributes)
    {
        foreach (CustomAttributeHandle attribute in attributes) Read(_metadata.GetCustomAttribute(attribute).Constructor);
    }

    private void Add(string to)
    {
        if (to != _from && to.StartsWith("Swish", StringComparison.Ordinal)
            && _from.StartsWith("Swish", StringComparison.Ordinal))
            _found.Add((_from, to));
    }

    private string NamespaceOf(TypeDefinitionHandle handle)
    {
        TypeDefinition type = _metadata.GetTypeDefinition(handle);
        TypeDefinitionHandle outer = type.GetDeclaringType();
        return outer.IsNil ? _metadata.GetString(type.Namespace) : NamespaceOf(outer);
    }

    private string NamespaceOf(TypeReferenceHandle handle)
    {
        TypeReference type = _metadata.GetTypeReference(handle);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? NamespaceOf((TypeReferenceHandle)type.ResolutionScope) : _metadata.GetString(type.Namespace);
    }

    /// <inheritdoc/>
    public int GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
    {
        Read(handle);
        return 0;
    }

    /// <inheritdoc/>
    public int GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
    {
        Read(handle);
        return 0;
    }

    /// <inheritdoc/>
    public int GetTypeFromSpecification(
        MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind)
    {
        Read(handle);
        return 0;
    }

    /// <inheritdoc/>
    public int GetArrayType(int elementType, ArrayShape shape) => 0;

    /// <inheritdoc/>
    public int GetByReferenceType(int elementType) => 0;

    /// <inheritdoc/>
    public int GetFunctionPointerType(MethodSignature<int> signature) => 0;

    /// <inheritdoc/>
    public int GetGenericInstantiation(int genericType, ImmutableArray<int> typeArguments) => 0;

    /// <inheritdoc/>
    public int GetGenericMethodParameter(object? genericContext, int index) => 0;

    /// <inheritdoc/>
    public int GetGenericTypeParameter(object? genericContext, int index) => 0;

    /// <inheritdoc/>
    public int GetModifiedType(int modifier, int unmodifiedType, bool isRequired) => 0;

    /// <inheritdoc/>
    public int GetPinnedType(int elementType) => 0;

    /// <inheritdoc/>
    public int GetPointerType(int elementType) => 0;

    /// <inheritdoc/>
    public int GetPrimitiveType(PrimitiveTypeCode typeCode) => 0;

    /// <inheritdoc/>
    public int GetSZArrayType(int elementType) => 0;
}
